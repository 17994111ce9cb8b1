import { add, log, mul, softmax, sub, sum, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { expectSameShape } from './expect-same-shape.js';
import { softTargetDivergence } from './soft-targets.js';

/**
 * Divergence of mixed probabilities, for each example: 2 (1 − 1/C) / (C² τ²) · KL(τ p + (1 − τ)/C ‖ τ q + (1 − τ)/C), p of
 * the teacher and q of the student at temperature 1. The factor makes it tend to (1 − 1/C) times `squaredConsistency` as
 * τ goes to 0. Tarvainen & Valpola, 2017, the cost called trust in their code.
 *
 * @param studentLogits float32 [batch, classes]
 * @param teacherLogits float32 [batch, classes]; no gradient flows into them
 * @param trust τ, above 0, at most 1
 * @returns float32 [batch]
 */
export function trustedDivergence(studentLogits: Tensor2D, teacherLogits: Tensor2D, trust: number): Tensor1D {
  expectSameShape('trustedDivergence', { studentLogits, teacherLogits });
  const classes = studentLogits.shape[1];
  const scale = (2 * (1 - 1 / classes)) / (classes * trust) ** 2;
  return tidy(() => {
    // Nothing keeps unmixed probabilities from 0, and their logarithms are known without them.
    if (trust === 1) return mul(softTargetDivergence(studentLogits, teacherLogits, 1), scale);
    const mixed = (logits: Tensor2D): Tensor2D => add(mul(softmax(logits), trust), (1 - trust) / classes);
    const teacher = detached(() => mixed(teacherLogits)); // [batch, classes]
    const logTeacher = detached(() => log(teacher));
    const divergence = sum<Tensor1D>(mul(teacher, sub(logTeacher, log(mixed(studentLogits)))), -1);
    return mul(divergence, scale);
  });
}
