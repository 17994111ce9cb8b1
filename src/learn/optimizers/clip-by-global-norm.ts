import {
  addN,
  div,
  minimum,
  mul,
  type NamedTensorMap,
  type Scalar,
  scalar,
  sqrt,
  square,
  sum,
  tidy,
} from '@tensorflow/tfjs-core';

/**
 * Scales all gradients together so that their common norm is at most `limit`: g ← g · min(1, limit / ‖g‖)
 * (Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks", 2013). Nothing is read, so a
 * GPU is not waited for.
 *
 * @returns gradients of its own, the caller's to dispose; the given ones are left alone
 */
export function clipByGlobalNorm(gradients: NamedTensorMap, limit: number): NamedTensorMap {
  return tidy(() => {
    const factor = minimum(1, div(limit, globalNorm(gradients)));
    return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, mul(gradient, factor)]));
  });
}

/** √(Σ over all gradients of the sum of squares), not finite where one of them is not. */
export const globalNorm = (gradients: NamedTensorMap): Scalar =>
  tidy(() => sqrt(addN([scalar(0), ...Object.values(gradients).map(gradient => sum<Scalar>(square(gradient)))])));
