export { type ImageBatches, openImageBatches } from './image-batches.js';
export { openStream, type Stream, type StreamBatch } from './stream.js';
export type { TrainingPart } from './training-part.js';
