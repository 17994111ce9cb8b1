import { mean, mul, squaredDifference, sub, sum, type Tensor1D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { expectSameShape } from './expect-same-shape.js';
import { unitLength } from './unit-length.js';

/**
 * How far tokens are from others of their kind, of each example: the mean squared difference of their elements, or the
 * mean of 1 − cosine.
 *
 * @param tokens float32 [batch, tokens, width]
 * @param targets float32, the same shape; no gradient flows into them
 * @returns float32 [batch]
 */
export function tokenDistance(tokens: Tensor3D, targets: Tensor3D, by: 'mse' | 'cosine'): Tensor1D {
  expectSameShape('tokenDistance', { tokens, targets });
  return tidy(() => {
    if (by === 'mse')
      return mean<Tensor1D>(
        squaredDifference(
          tokens,
          detached(() => targets.clone()),
        ),
        [1, 2],
      );
    const cosines = sum(
      mul(
        unitLength(tokens),
        detached(() => unitLength(targets)),
      ),
      2,
    ); // [batch, tokens]
    return mean<Tensor1D>(sub(1, cosines), 1);
  });
}
