import {
  add,
  cast,
  div,
  logSoftmax,
  maximum,
  mul,
  neg,
  oneHot,
  type Scalar,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';

/**
 * Cross-entropy with the labels, the mean over the labeled examples: −(1/n) Σ_b Σ_c t_bc log softmax(z_b)_c, where t is
 * the one-hot label, or with smoothing ε the label mixed with all classes, (1 − ε) · one-hot + ε / classes
 * (Szegedy et al., "Rethinking the Inception Architecture", 2016, section 7). 0 where nothing is labeled.
 *
 * @param logits float32 [batch, classes]
 * @param labels [batch], true class of each example, −1 where it is not known: such an example counts nowhere
 * @returns float32 []
 */
export function crossEntropy(logits: Tensor2D, labels: Tensor1D, smoothing = 0): Scalar {
  return tidy(() => {
    const { targets, labeled } = detached(() => targetsOf(labels, logits.shape[1], smoothing));
    return neg(div(sum(mul(targets, logSoftmax(logits))), labeled));
  });
}

/** Cross-entropy of each example with its label, 0 where the label is −1: [batch, classes], [batch] → [batch]. */
export function crossEntropyPerSample(logits: Tensor2D, labels: Tensor1D): Tensor1D {
  return tidy(() => {
    const { targets } = detached(() => targetsOf(labels, logits.shape[1], 0));
    return neg(sum(mul(targets, logSoftmax(logits)), -1));
  });
}

/** What the labels ask for, [batch, classes], a row of zeros where nothing is known; and how many are known, at least 1. */
function targetsOf(labels: Tensor1D, classes: number, smoothing: number): { targets: Tensor2D; labeled: Scalar } {
  const known = cast(oneHot(cast(labels, 'int32'), classes), 'float32') as Tensor2D; // [batch, classes]
  const labeled = maximum<Scalar>(sum(known), 1);
  if (smoothing === 0) return { targets: known, labeled };
  const share = mul(sum(known, -1, true), smoothing / classes); // [batch, 1]
  return { targets: add(mul(known, 1 - smoothing), share), labeled };
}
