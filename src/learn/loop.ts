export type { Checkpoint } from './loop/checkpoint.js';
export type { EpochReport, TrainContext, Validation } from './loop/context.js';
export { Training, train } from './loop/training.js';
