export { type ImageBatches, openImageBatches } from './image-batches.js';
export { createStreams } from './stream.js';
export type { TrainingPart } from './training-part.js';
