import type { SettingsOf, strategies } from '../../catalogue/index.js';
import { squaredConsistency } from '../losses/index.js';
import type { Strategy } from '../strategy.js';
import { consistencyRampup } from './semi-supervised/consistency-rampup.js';
import { labeledCost, meanOver } from './semi-supervised/mean-over.js';
import { semiSupervisedPools } from './semi-supervised/pools.js';

/**
 * CE(labeled) + w(t) · mean over examples and classes of the squared distance of two passes, whose gradient goes through
 * both; w(t) = w_max · labeled/all · ramp. Laine & Aila, 2017.
 */
export const piModel: Strategy<SettingsOf<(typeof strategies)['pi-model']>> = {
  build(settings, world) {
    const { student, data } = world;
    const { rampup, denominator, augment } = settings;
    const view = augment ? { augment } : {};
    return {
      phases: [
        {
          name: 'train',
          stream: { pools: semiSupervisedPools(settings['labeled-share']), views: { main: view, other: view } },
          learners: [
            {
              name: 'student',
              modules: [student],
              terms: [
                { name: 'hard', loss: step => labeledCost(step, step.logits(student), world, denominator) },
                {
                  name: 'consistency',
                  weight: (settings['w-max'] * data.labeled) / data.examples,
                  ramp: progress => consistencyRampup(rampup, progress),
                  loss: step =>
                    meanOver(squaredConsistency(step.logits(student), step.logits(student, 'other')), denominator),
                },
              ],
            },
          ],
        },
      ],
      product: student,
    };
  },
};
