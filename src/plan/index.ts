export { type FailureReason, isTransient } from './failure.js';
export type { JobId } from './job-id.js';
export type * from './plan.js';
