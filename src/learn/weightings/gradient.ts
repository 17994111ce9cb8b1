import {
  div,
  expandDims,
  mean,
  softmax,
  stack,
  sub,
  type Tensor1D,
  type Tensor2D,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';
import type { SettingsOf, weightings } from '../../catalogue/index.js';
import { descentWeights } from './descent-weights.js';
import type { Said, WeightingBuilder } from './weighting.js';

/**
 * A step by the student's logits descends for all teachers at once: weights of the gradients of their softened
 * divergences, averaged over the batch (Du et al., "Agree to Disagree", 2020). The factor T of the gradients is left out,
 * for it changes no weight.
 */
export const gradient: WeightingBuilder<SettingsOf<typeof weightings.gradient>> = settings => {
  const descend = descentWeights(settings);
  return {
    averages: 'probabilities',
    varies: true,
    weigh: said => tidy(() => tile(expandDims(descend(gradientsOf(said)), 0), [said.student.shape[0], 1]) as Tensor2D),
  };
};

/** Of each teacher's softened divergence by the student's logits, divided by T: [teachers, classes]. */
function gradientsOf({ teachers, student, temperature }: Said): Tensor2D {
  const soften = (logits: Tensor2D): Tensor2D => softmax(div<Tensor2D>(logits, temperature));
  const own = soften(student);
  return stack(teachers.map(logits => mean<Tensor1D>(sub(own, soften(logits)), 0))) as Tensor2D;
}
