import {
  div,
  exp,
  logSoftmax,
  mean,
  mul,
  type Scalar,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached, stopGradient } from '../detached.js';
import { expectSameShape } from './expect-same-shape.js';
import { safeLog } from './safe-log.js';

/**
 * Soft-target loss of Hinton, Vinyals & Dean (2015): T² · mean over the batch of KL(softmax(teacher/T) ‖ softmax(student/T)).
 * Without T² the gradient shrinks like 1/T², and `alpha` would mean something else at each temperature.
 *
 * @param studentLogits float32 [batch, classes]
 * @param teacherLogits float32 [batch, classes]; no gradient flows into them
 * @returns float32 []
 */
export function softTargetLoss(studentLogits: Tensor2D, teacherLogits: Tensor2D, temperature: number): Scalar {
  return tidy(() => {
    const divergence = softTargetDivergence(studentLogits, teacherLogits, temperature); // [batch]
    return mul(mean<Scalar>(divergence), temperature ** 2);
  });
}

/**
 * KL(softmax(teacher/T) ‖ softmax(student/T)) of each example, without T². Both sides come from log-softmax, so it is
 * finite for all finite logits.
 *
 * @param studentLogits float32 [batch, classes]
 * @param teacherLogits float32 [batch, classes]; no gradient flows into them
 * @returns float32 [batch]
 */
export function softTargetDivergence(studentLogits: Tensor2D, teacherLogits: Tensor2D, temperature: number): Tensor1D {
  expectSameShape('softTargetDivergence', { studentLogits, teacherLogits });
  return tidy(() => {
    const logTeacher = detached(() => logSoftmax(div(teacherLogits, temperature))); // [batch, classes]
    const teacher = detached(() => exp(logTeacher));
    const logStudent = logSoftmax(div(studentLogits, temperature));
    return sum(mul(teacher, sub(logTeacher, logStudent)), -1);
  });
}

/**
 * KL(p ‖ softmax(student/T)) of each example for given probabilities, as several teachers mixed give them; a p of 0 adds
 * nothing.
 *
 * @param studentLogits float32 [batch, classes]
 * @param targets float32 [batch, classes], rows that add up to 1; no gradient flows into them
 * @returns float32 [batch]
 */
export function targetDivergence(studentLogits: Tensor2D, targets: Tensor2D, temperature: number): Tensor1D {
  expectSameShape('targetDivergence', { studentLogits, targets });
  return tidy(() => {
    const logTargets = detached(() => safeLog(targets)); // [batch, classes]
    const logStudent = logSoftmax(div(studentLogits, temperature));
    return sum(mul(stopGradient(targets), sub(logTargets, logStudent)), -1);
  });
}
