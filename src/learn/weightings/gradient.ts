import {
  div,
  getBackend,
  mean,
  softmax,
  stack,
  sub,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';
import type { SettingsOf, weightings } from '../../catalogue/index.js';
import { TrainingFailure } from '../failure.js';
import { leastNorm } from './least-norm.js';
import type { Said, WeightingBuilder } from './weighting.js';

/**
 * The weights of a direction that descends for all teachers at once: those of the shortest Σ_m a_m g_m with Σ a = 1 and
 * 0 ≤ a_m ≤ C, g_m the gradient of teacher m's softened divergence by the student's logits, averaged over the batch
 * (Du et al., "Agree to Disagree", 2020). The factor T of g is left out, for it changes no weight. The gradients are read
 * at every step: exact weights of nearly equal gradients need double precision.
 *
 * @throws TrainingFailure `refused` on webgpu, which cannot be read at once
 */
export const gradient: WeightingBuilder<SettingsOf<typeof weightings.gradient>> = ({ 'c-max': most, normalize }) => {
  if (getBackend() === 'webgpu')
    throw new TrainingFailure('refused', 'weights by gradient are read at every step, which the engine webgpu cannot');
  return {
    averages: 'probabilities',
    varies: true,
    weigh: said =>
      tidy(() => {
        const gradients = gradientsOf(said).arraySync();
        const weights = normalize ? byDirection(gradients, most) : leastNorm(gradients, most);
        return tile(tensor2d([[...weights]]), [said.student.shape[0], 1]);
      }),
  };
};

/** Of each teacher's softened divergence by the student's logits, divided by T: [teachers, classes]. */
function gradientsOf({ teachers, student, temperature }: Said): Tensor2D {
  const soften = (logits: Tensor2D): Tensor2D => softmax(div<Tensor2D>(logits, temperature));
  const own = soften(student);
  return stack(teachers.map(logits => mean<Tensor1D>(sub(own, soften(logits)), 0))) as Tensor2D;
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
