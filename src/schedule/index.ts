export type { AttemptEnd } from './attempt.js';
export type { RunEvent, RunFact, StopAsker } from './events.js';
export { unfinishedRun } from './resume.js';
export { type RunHandle, type RunOptions, runPlan } from './run.js';
export type { RunOutcome } from './step.js';
export type { Timing } from './timing.js';
export { type TryOptions, tryJobs } from './try-jobs.js';
