import { div, softmax, stack, sub, type Tensor2D } from '@tensorflow/tfjs-core';
import { crossEntropyPerSample } from '../losses/index.js';
import type { Weighting } from './weighting.js';

/**
 * A teacher right about an example counts more: w_m = (1 − softmax_m(ℓ)) / (K − 1) with ℓ_m its cross-entropy with the
 * label at temperature 1. Where the label is not known every ℓ_m is 0, and all count alike.
 * Zhang, Chen & Wang, "Confidence-Aware Multi-Teacher Knowledge Distillation", 2022.
 */
export const confidence = (): Weighting => ({
  averages: 'probabilities',
  varies: true,
  weigh({ teachers, labels }) {
    const losses = stack(
      teachers.map(logits => crossEntropyPerSample(logits, labels)),
      1,
    ); // [batch, teachers]
    return div<Tensor2D>(sub(1, softmax(losses)), teachers.length - 1);
  },
});
