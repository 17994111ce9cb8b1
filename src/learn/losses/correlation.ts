import {
  add,
  cast,
  div,
  greater,
  maximum,
  mean,
  mul,
  neg,
  rsqrt,
  type Scalar,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { expectSameShape } from './expect-same-shape.js';

/** The weights of the two relations, and what softens the probabilities. */
export interface CorrelationSettings {
  readonly beta: number;
  readonly gamma: number;
  readonly temperature: number;
}

/**
 * DIST of Huang et al. (2022): T² · (β · inter + γ · intra), inter the mean over examples of 1 − the correlation of
 * student's and teacher's probabilities over the classes, intra the mean over classes of 1 − their correlation over the
 * batch. Where one of them is constant there is no correlation: 1, with no gradient.
 *
 * @param studentLogits float32 [batch, classes]
 * @param teacherLogits float32 [batch, classes]; no gradient flows into them
 * @returns float32 []
 */
export function correlationLoss(
  studentLogits: Tensor2D,
  teacherLogits: Tensor2D,
  { beta, gamma, temperature }: CorrelationSettings,
): Scalar {
  expectSameShape('correlationLoss', { studentLogits, teacherLogits });
  return tidy(() => {
    const own = softmax(div<Tensor2D>(studentLogits, temperature));
    const others = detached(() => softmax(div<Tensor2D>(teacherLogits, temperature)));
    const inter = pearsonDistance(own, others);
    const intra = pearsonDistance(transpose(own), transpose(others));
    return mul(add<Scalar>(mul(inter, beta), mul(intra, gamma)), temperature ** 2);
  });
}

/** The mean over rows of 1 − the correlation of equal rows: [rows, length] twice → []. */
export function pearsonDistance(one: Tensor2D, other: Tensor2D): Scalar {
  const [a, b] = [standardized(one), standardized(other)];
  return add<Scalar>(neg(mean<Scalar>(sum(mul(a, b), -1))), 1);
}

/** Rows with mean 0 and length 1; a constant row becomes zeros, with no gradient. The bound is the square of the public code's 1e-8. */
function standardized(rows: Tensor2D): Tensor {
  const centered = sub(rows, mean(rows, -1, true));
  const squared = sum(square(centered), -1, true);
  const varies = detached(() => cast(greater(squared, 1e-16), 'float32'));
  return mul(centered, mul(rsqrt(maximum(squared, 1e-16)), varies));
}
