import { imageSize } from '../../data/index.js';
import type { Random } from '../../lib/random.js';
import { createAugmentation } from '../augmentations/index.js';
import type { ViewSpec } from '../batch.js';
import { createNormalizer } from './normalizer.js';
import type { TrainingPart } from './training-part.js';

/** One way to see an example: augmented, then normalized. */
export interface View {
  /** Writes the image of a position; equal draws give equal images, as often as one asks. */
  write(position: number, draws: Random, to: Float32Array, offset: number): void;
  /** Nothing is drawn: the image is always the same. */
  readonly isFixed: boolean;
}

export function openView({ augment }: ViewSpec, { set, indices, normalization }: TrainingPart): View {
  const steps = augment.map(createAugmentation);
  const size = imageSize(set.shape);
  const normalize = createNormalizer(set, normalization);
  let [image, next] = [new Uint8Array(size), new Uint8Array(size)];
  return {
    isFixed: steps.length === 0,
    write(position, draws, to, offset) {
      const start = (indices[position] ?? 0) * size;
      const original = set.images.subarray(start, start + size);
      if (steps.length === 0) {
        normalize(original, to, offset);
        return;
      }
      image.set(original);
      steps.forEach((augmentation, step) => {
        augmentation(image, next, set.shape, draws.for(step));
        [image, next] = [next, image];
      });
      normalize(image, to, offset);
    },
  };
}
