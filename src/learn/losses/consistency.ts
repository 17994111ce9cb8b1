import { mean, softmax, squaredDifference, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { expectSameShape } from './expect-same-shape.js';

/**
 * How far two nets, or two passes of one, are apart on each example: (1/C) Σ_c (softmax(z)_c − softmax(z')_c)², at most
 * 2/C. Gradient flows into both. Tarvainen & Valpola, 2017; Laine & Aila, 2017.
 *
 * @param logits float32 [batch, classes]
 * @param otherLogits float32 [batch, classes]
 * @returns float32 [batch]
 */
export function squaredConsistency(logits: Tensor2D, otherLogits: Tensor2D): Tensor1D {
  expectSameShape('squaredConsistency', { logits, otherLogits });
  return tidy(() => mean<Tensor1D>(squaredDifference(softmax(logits), softmax(otherLogits)), -1));
}
