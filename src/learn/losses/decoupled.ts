import {
  add,
  cast,
  div,
  exp,
  logSoftmax,
  logSumExp,
  maximum,
  mul,
  oneHot,
  type Scalar,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { expectSameShape } from './expect-same-shape.js';

/** The weights of the two parts, and what softens the probabilities. */
export interface DecoupledSettings {
  readonly alpha: number;
  readonly beta: number;
  readonly temperature: number;
}

/** Takes the true class out of a softmax: enough that its exponential is 0. */
const away = 1_000;

/**
 * Decoupled distillation of Zhao et al. (2022): T² · mean over the labeled examples of α · TCKD + β · NCKD, where TCKD is
 * KL of (p_y, 1 − p_y) and NCKD is KL of the probabilities of the other classes among themselves, teacher first. Soft
 * targets are TCKD + (1 − p_y) · NCKD.
 *
 * @param studentLogits float32 [batch, classes]
 * @param teacherLogits float32 [batch, classes]; no gradient flows into them
 * @param labels [batch], true class of each example, −1 where it is not known: such an example counts nowhere
 * @returns float32 []
 */
export function decoupledLoss(
  studentLogits: Tensor2D,
  teacherLogits: Tensor2D,
  labels: Tensor1D,
  { alpha, beta, temperature }: DecoupledSettings,
): Scalar {
  expectSameShape('decoupledLoss', { studentLogits, teacherLogits });
  return tidy(() => {
    const truth = detached(() => cast(oneHot(cast(labels, 'int32'), studentLogits.shape[1]), 'float32') as Tensor2D);
    const known = detached(() => sum(truth, -1)); // [batch]
    const teacher = detached(() => partsOf(teacherLogits, truth, temperature));
    const student = partsOf(studentLogits, truth, temperature);
    const target = add(divergence(teacher.right, student.right), divergence(teacher.wrong, student.wrong)); // [batch]
    const others = sum(divergence(teacher.others, student.others), -1); // [batch]
    const perExample = mul(known, add(mul(target, alpha), mul(others, beta)));
    return mul(div<Scalar>(sum(perExample), maximum(sum(known), 1)), temperature ** 2);
  });
}

/** log p_y and log(1 − p_y), [batch], and the logarithms of the other classes' shares among themselves, [batch, classes]. */
function partsOf(logits: Tensor2D, truth: Tensor2D, temperature: number) {
  const scaled = div<Tensor2D>(logits, temperature);
  const without = sub<Tensor2D>(scaled, mul(truth, away));
  return {
    right: sum(mul(truth, logSoftmax(scaled)), -1),
    wrong: sub(logSumExp(without, -1), logSumExp(scaled, -1)),
    others: logSoftmax(without),
  };
}

/** p · (log p − log q), element by element. */
const divergence = (logP: Tensor, logQ: Tensor): Tensor =>
  mul(
    detached(() => exp(logP)),
    sub(logP, logQ),
  );
