import { getBackend, type Tensor1D, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import { TrainingFailure } from '../failure.js';
import { leastNorm } from './least-norm.js';

interface Settings {
  readonly 'c-max': number;
  readonly normalize: boolean;
}

/**
 * The weights of a direction that descends for all teachers at once, from a gradient of each: those of the shortest
 * Σ_m a_m g_m with Σ a = 1 and 0 ≤ a_m ≤ C (Du et al., "Agree to Disagree", 2020). The gradients are read at every step:
 * exact weights of nearly equal gradients need double precision.
 *
 * @returns from [teachers, length] to [teachers]
 * @throws TrainingFailure `refused` on webgpu, which cannot be read at once
 */
export function descentWeights({ 'c-max': most, normalize }: Settings): (gradients: Tensor2D) => Tensor1D {
  if (getBackend() === 'webgpu')
    throw new TrainingFailure('refused', 'weights by gradient are read at every step, which the engine webgpu cannot');
  return gradients => {
    const rows = gradients.arraySync();
    return tensor1d([...(normalize ? byDirection(rows, most) : leastNorm(rows, most))]);
  };
}

/** The same of gradients at length 1, whose weights are then divided by the lengths and scaled to add up to one. */
function byDirection(gradients: readonly (readonly number[])[], most: number): readonly number[] {
  const lengths = gradients.map(gradient => Math.hypot(...gradient));
  // a teacher with whom the student agrees has no direction, and would count without bound
  if (lengths.includes(0)) return leastNorm(gradients, most);
  const directions = gradients.map((gradient, at) => gradient.map(value => value / (lengths[at] ?? 1)));
  const shares = leastNorm(directions, most).map((weight, at) => weight / (lengths[at] ?? 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map(share => share / total);
}
