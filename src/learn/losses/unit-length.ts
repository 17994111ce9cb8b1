import { maximum, mul, rsqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * x / ‖x‖₂ along an axis, the same shape. A vector of zeros stays one, with a finite gradient: the squared length is
 * taken for at least 1e-12.
 */
export const unitLength = <T extends Tensor>(x: T, axis = -1): T =>
  mul(x, rsqrt(maximum(sum(square(x), axis, true), 1e-12)));
