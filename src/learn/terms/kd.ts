import { mean, mul, type Scalar, stack, sum, type Tensor1D, type Tensor2D, unstack } from '@tensorflow/tfjs-core';
import type { losses, SettingsOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { detached } from '../detached.js';
import { softTargetDivergence, softTargetLoss, targetDivergence } from '../losses/index.js';
import type { Step, Teacher } from '../strategy.js';
import { createWeighting, type Fusion, fuseTeachers } from '../weightings/index.js';
import type { TermBuilder } from './term-builder.js';

/**
 * T² · mean over the batch of KL(teachers ‖ student) at temperature T (Hinton, Vinyals & Dean, 2015), several teachers
 * mixed by `weigh` first. Weights add up to one for each example whatever the weighting, so the term has one scale for
 * any number of teachers; publications that let them add up to less have a smaller weight of the term in effect. One
 * teacher is never weighed.
 */
export const kd: TermBuilder<Pick<SettingsOf<typeof losses.kd>, 'temperature' | 'weigh'>> = (
  { temperature, weigh },
  { student, teachers },
) => {
  const weighting = createWeighting(weigh, teachers);
  return step => {
    const studentLogits = step.logits(student);
    const teacherLogits = teachers.map(({ net }) => step.logits(net));
    if (teacherLogits.length < 2)
      return softTargetLoss(studentLogits, must(teacherLogits[0], 'teacher to learn from'), temperature);
    const { labels } = step.batch;
    const images = () => step.batch.view();
    const { weights, fused } = detached(() =>
      fuseTeachers(weighting, { teachers: teacherLogits, student: studentLogits, labels, images, temperature }),
    );
    if (weighting.varies) logWeights(step, weights, teachers);
    if (fused.of === 'losses') return weighedLosses(studentLogits, teacherLogits, weights, temperature);
    return fusedLoss(studentLogits, fused, temperature);
  };
};

/** T² · mean of Σ_m w_m KL(p_m ‖ q): more than from the mixed probabilities by what is free of the student. */
function weighedLosses(
  studentLogits: Tensor2D,
  teacherLogits: readonly Tensor2D[],
  weights: Tensor2D,
  temperature: number,
): Scalar {
  const losses = stack(
    teacherLogits.map(logits => softTargetDivergence(studentLogits, logits, temperature)),
    1,
  ); // [batch, teachers]
  return mul(mean<Scalar>(sum(mul(losses, weights), 1)), temperature ** 2);
}

function fusedLoss(
  studentLogits: Tensor2D,
  fused: Exclude<Fusion['fused'], { readonly of: 'losses' }>,
  temperature: number,
): Scalar {
  if (fused.of === 'logits') return softTargetLoss(studentLogits, fused.logits, temperature);
  return mul(mean<Scalar>(targetDivergence(studentLogits, fused.probabilities, temperature)), temperature ** 2);
}

/** How much each teacher counts, on average over the batch. */
function logWeights(step: Step, weights: Tensor2D, teachers: readonly Teacher[]): void {
  const means = detached(() => unstack(mean<Tensor1D>(weights, 0)) as Scalar[]);
  teachers.forEach(({ label }, teacher) => {
    step.log(`weight of teacher ${teacher + 1} (${label})`, must(means[teacher], 'weight'));
  });
}
