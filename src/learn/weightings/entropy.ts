import { div, greater, maximum, stack, sub, sum, type Tensor2D, where } from '@tensorflow/tfjs-core';
import { entropyOfLogits } from '../losses/index.js';
import { equalWeights } from './equal-weights.js';
import type { Weighting } from './weighting.js';

/**
 * A teacher sure of an example counts more: w_m = (1 − H_m / Σ_j H_j) / (K − 1) with H_m the entropy of softmax(z_m) at
 * temperature 1. The published weights, 1 − H_m / Σ_j H_j, add up to K − 1; these add up to one. Where no teacher is in
 * any doubt, all count alike. Kwon et al., 2020, as in the public code of CA-MKD.
 */
export const entropy = (): Weighting => ({
  averages: 'probabilities',
  varies: true,
  weigh({ teachers }) {
    const entropies = stack(teachers.map(entropyOfLogits), 1) as Tensor2D; // [batch, teachers]
    const total = sum<Tensor2D>(entropies, 1, true); // [batch, 1]
    const shares = div<Tensor2D>(entropies, maximum(total, 2 ** -126));
    const weights = div<Tensor2D>(sub(1, shares), teachers.length - 1);
    return where(greater(total, 0), weights, equalWeights(teachers));
  },
});
