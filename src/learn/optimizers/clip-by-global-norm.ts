import { mul, type NamedTensorMap, square, sum, tidy } from '@tensorflow/tfjs-core';

/**
 * Scales all gradients together so that their common norm is at most `limit`: g ← g · min(1, limit / ‖g‖)
 * (Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks", 2013).
 *
 * @returns gradients of its own, the caller's to dispose, and the norm before; the given ones are left alone
 */
export function clipByGlobalNorm(
  gradients: NamedTensorMap,
  limit: number,
): { readonly gradients: NamedTensorMap; readonly norm: number } {
  const norm = globalNorm(gradients);
  const factor = norm > limit ? limit / norm : 1;
  const clipped = tidy(() =>
    Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, mul(gradient, factor)])),
  );
  return { gradients: clipped, norm };
}

/** √(Σ over all gradients of the sum of squares), not finite where one of them is not. */
export function globalNorm(gradients: NamedTensorMap): number {
  let total = 0;
  for (const gradient of Object.values(gradients)) {
    const squares = tidy(() => sum(square(gradient)));
    total += squares.dataSync()[0] ?? 0;
    squares.dispose();
  }
  return Math.sqrt(total);
}
