import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';

import { type ImageSet, imageSize, type Normalization } from '../../data/index.js';
import { createNormalizer, imageAt } from './normalizer.js';

/** Some images of a set as a net sees them when it is not trained: normalized, never augmented, in the order given. */
export interface ImageBatches {
  /** How many images there are in all. */
  readonly length: number;
  /** Those from one place to another: [to − from, height, width, channels]; the caller disposes it. */
  slice(from: number, to: number): Tensor4D;
  /** Those at some places. */
  select(places: Uint32Array): ImageBatches;
}

/** @param indices into the set */
export function openImageBatches(set: ImageSet, normalization: Normalization, indices: Uint32Array): ImageBatches {
  const normalize = createNormalizer(set, normalization);
  const size = imageSize(set.shape);
  return {
    length: indices.length,
    slice(from, to) {
      const chosen = indices.subarray(from, to);
      const pixels = new Float32Array(chosen.length * size);
      chosen.forEach((index, at) => {
        normalize(imageAt(set, index), pixels, at * size);
      });
      return tensor4d(pixels, [chosen.length, ...set.shape]);
    },
    select: places =>
      openImageBatches(
        set,
        normalization,
        places.map(place => indices[place] ?? 0),
      ),
  };
}
