import { type NamedTensorMap, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import { must } from '../../../../lib/bug.js';

/** Sum over all axes but the last by a tree of additions: pooling would give each channel to a single thread. */
export function sumOfRows(inputs: NamedTensorMap): Tensor {
  const x = must(inputs.x, 'x');
  return sum(reshape(x, [-1, x.shape.at(-1) ?? 1]), 0);
}
