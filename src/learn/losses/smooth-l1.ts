import { abs, add, mean, minimum, mul, type Scalar, square, sub, type Tensor } from '@tensorflow/tfjs-core';

/** Mean over all elements of d²/2 where |d| < 1 and |d| − 1/2 elsewhere, d the difference; any equal shapes → []. */
export function smoothL1(one: Tensor, other: Tensor): Scalar {
  const distance = abs(sub(one, other));
  const near = minimum(distance, 1);
  return mean(add(mul(square(near), 0.5), sub(distance, near)));
}
