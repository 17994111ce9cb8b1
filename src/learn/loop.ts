export type { Checkpoint } from './loop/checkpoint.js';
export type { EpochReport, Hooks, TrainContext, TrainingResult, Validation } from './loop/context.js';
export { createTraining, type Training, train } from './loop/training.js';
