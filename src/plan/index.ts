export { changesSince } from './changes.js';
export { type Fingerprint, factsOf } from './data-spec.js';
export { type FailureReason, isTransient } from './failure.js';
export { type JobId, jobId } from './job-id.js';
export { numericsOf } from './numerics.js';
export type * from './plan.js';
export { type PlanContext, type Planned, planExperiments } from './plan-experiments.js';
export { jobIdShape } from './plan-shape.js';
export { readPlan } from './read-plan.js';
