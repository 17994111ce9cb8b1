import { exp, logSoftmax, mul, neg, sum, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { safeLog } from './safe-log.js';

/** −Σ_c p log p of each row of probabilities, in nats; 0 · log 0 is 0: [batch, classes] → [batch]. */
export const entropy = (probabilities: Tensor2D): Tensor1D =>
  tidy(() => neg(sum(mul(probabilities, safeLog(probabilities)), -1)));

/** Entropy of softmax(logits) of each row, in nats, finite for all finite logits: [batch, classes] → [batch]. */
export const entropyOfLogits = (logits: Tensor2D): Tensor1D =>
  tidy(() => {
    const logProbabilities = logSoftmax(logits); // [batch, classes]
    return neg(sum(mul(exp(logProbabilities), logProbabilities), -1));
  });
