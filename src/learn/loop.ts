export type { Checkpoint, Counters } from './loop/checkpoint.js';
export type { EpochReport, Hooks, TrainContext, TrainingResult, Validation } from './loop/context.js';
export type { StoredValue, StoredValues } from './loop/stored-values.js';
export { Training, train } from './loop/training.js';
