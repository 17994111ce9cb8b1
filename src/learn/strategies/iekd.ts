import { mean, mul, type Scalar, stack, sum, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import { detached } from '../detached.js';
import type { Step, Strategy, Term, World } from '../strategy.js';
import { hard, kd } from '../terms/index.js';
import { createWeighting } from '../weightings/index.js';
import { onceAStep } from './iekd/once-a-step.js';
import {
  type Cost,
  globalWeight,
  type Settings,
  type TeacherCorrelation,
  teacherCorrelation,
} from './iekd/teacher-correlation.js';
import { studentPhase } from './student-alone.js';

/**
 * CE + α · T² · KL + β_l · local + β_g · global + CE of an auxiliary classifier: the tapped layers of both nets become
 * tokens, two pairs of encoder and decoder find the correlations within a net and between the nets, and these weigh the
 * distances of layers (local) and are distilled themselves (global). Bak & Bae, 2023 and 2024: known are the abstract
 * and a figure, so all sizes and weights are choices of kd.
 *
 * Several teachers have parts of their own each; what each costs an example counts by `weigh`, as in the softened
 * probabilities.
 */
export const iekd: Strategy<Settings> = {
  build(settings, world) {
    const { teachers, student } = world;
    const correlations = teachers.map(({ net, label }, at): TeacherCorrelation => {
      const random = world.random.for('teacher', at);
      const name = teachers.length > 1 ? ` (teacher ${at + 1}, ${label})` : '';
      return teacherCorrelation(settings, net, name, { ...world, random });
    });
    const weigh = weigher(settings, world);
    const term = (name: 'local' | 'global' | 'aux', weight: number): readonly Term[] => {
      const costs = correlations.flatMap(correlation => correlation[name] ?? []);
      return costs.length === 0 ? [] : [{ name, weight, loss: step => weigh(step, costs) }];
    };
    const { alpha } = settings;
    const phase = studentPhase('train', world, [
      { name: 'hard', loss: hard({}, world) },
      ...(alpha > 0 ? [{ name: 'kd', weight: alpha, loss: kd(settings, world) }] : []),
      ...term('local', settings['beta-l']),
      ...term('global', globalWeight(settings)),
      ...term('aux', settings.aux),
    ]);
    const learners = phase.learners.map(learner => ({
      ...learner,
      modules: [student, ...correlations.flatMap(({ modules }) => modules)],
    }));
    // a batch that is not full has fewer examples to be similar to
    return { phases: [{ ...phase, learners, stream: { dropLast: true } }], product: student };
  },
};

/** The mean over the batch of what the teachers cost, each by its weight for the example. */
function weigher(
  { weigh, temperature }: Settings,
  { teachers, student }: World,
): (step: Step, costs: readonly Cost[]) => Scalar {
  if (teachers.length < 2) return (step, costs) => mean<Scalar>(must(costs[0], 'cost')(step));
  const weighting = createWeighting(weigh, teachers);
  const weightsOf = onceAStep(
    (step): Tensor2D =>
      detached(() =>
        weighting.weigh({
          teachers: teachers.map(({ net }) => step.logits(net)),
          student: step.logits(student),
          labels: step.batch.labels,
          images: () => step.batch.view(),
          temperature,
        }),
      ),
  );
  return (step, costs) => {
    const all = stack(
      costs.map(cost => cost(step)),
      1,
    ); // [batch, teachers]
    return mean<Scalar>(sum<Tensor1D>(mul(all, weightsOf(step)), 1));
  };
}
