export { type Checkpoint, CheckpointMismatch } from './loop/checkpoint.js';
export { isFiniteCheckpoint, parseCheckpoint, serializeCheckpoint } from './loop/checkpoint-bytes.js';
export type { EpochReport, TrainContext, TrainingResult, Validation } from './loop/context.js';
export { Training, train } from './loop/training.js';
