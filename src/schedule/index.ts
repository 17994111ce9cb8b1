export type { AttemptEnd } from './attempt.js';
export type { RunOutcome } from './command.js';
export type { RunEvent, RunFact, StopAsker } from './events.js';
export type { RunRequest } from './request.js';
export { unfinishedRun } from './resume.js';
export { type RunHandle, type RunOptions, runPlan } from './run.js';
export type { Timing } from './timing.js';
export { trainingKinds } from './training-kinds.js';
export { tryJobs } from './try-jobs.js';
