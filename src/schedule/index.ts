export type { AttemptEnd } from './attempt.js';
export type { RunEvent, RunFact } from './events.js';
export { type RunRequest, readRequest } from './request.js';
export { unfinishedRun } from './resume.js';
export { type RunHandle, type RunOptions, runPlan } from './run.js';
export type { RunOutcome } from './step.js';
export type { Timing } from './timing.js';
export { tryJobs } from './try-jobs.js';
