import { logSoftmax, mean, mul, neg, type Scalar, sum, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { stopGradient } from '../detached.js';
import { expectSameShape } from './expect-same-shape.js';

/**
 * −Σ_c p_c log softmax(z)_c, the mean over the batch: cross-entropy with probabilities for labels.
 *
 * @param logits float32 [batch, classes]
 * @param targets float32 [batch, classes], rows that add up to 1; no gradient flows into them
 * @returns float32 []
 */
export function softCrossEntropy(logits: Tensor2D, targets: Tensor2D): Scalar {
  expectSameShape('softCrossEntropy', { logits, targets });
  return tidy(() => neg(mean<Scalar>(sum(mul(stopGradient(targets), logSoftmax(logits)), -1))));
}
