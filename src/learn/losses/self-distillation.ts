import {
  add,
  addN,
  div,
  logSoftmax,
  mean,
  mul,
  neg,
  type Scalar,
  softmax,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import { detached } from '../detached.js';

export interface SelfDistillation {
  /** Of the teacher's large views, [batch, width] each: no gradient flows into them. */
  readonly teacher: readonly Tensor2D[];
  /** Of the student's views, the same large ones first, in the same order: [batch, width] each. */
  readonly student: readonly Tensor2D[];
  /** What is taken from the teacher's outputs: [width]. */
  readonly center: Tensor;
  readonly teacherTemperature: number;
  readonly studentTemperature: number;
}

/**
 * Mean over the pairs of a teacher's view u and a student's view v ≠ u of
 * −Σ softmax((t_u − c)/T_t) · log softmax(s_v/T_s), itself the mean over the batch.
 * Caron et al., DINO, ICCV 2021, eq. 2; with two large views and eight small ones there are 18 pairs.
 */
export function selfDistillation(outputs: SelfDistillation): Scalar {
  const { student, teacherTemperature, studentTemperature } = outputs;
  const pairs = outputs.teacher.length * (student.length - 1);
  return tidy(() => {
    const targets = detached(() =>
      outputs.teacher.map(one => softmax(div<Tensor2D>(sub(one, outputs.center), teacherTemperature))),
    );
    const predicted = student.map(one => logSoftmax(div<Tensor2D>(one, studentTemperature))); // [batch, width] each
    const all = addN<Tensor2D>(predicted);
    // A target meets the sum of all views but its own, so there is one product for each target, not for each pair.
    const costs = targets.map((target, at) =>
      sum(mul(target, sub(all, must(predicted[at], 'view of the student'))), -1),
    );
    return neg(div(mean<Scalar>(addN(costs)), pairs));
  });
}

/**
 * The centre after one more batch: momentum · c + (1 − momentum) · mean of the teacher's outputs over batch and views.
 * Without it one output would win over all others; without sharpening all would be alike. Caron et al., 2021, eq. 4.
 */
export const movedCenter = (center: Tensor, teacher: readonly Tensor2D[], momentum: number): Tensor =>
  tidy(() => {
    const seen = div(addN(teacher.map(one => mean(one, 0))), teacher.length); // [width]
    return add(mul(center, momentum), mul(seen, 1 - momentum));
  });
