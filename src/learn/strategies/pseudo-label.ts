import type { SettingsOf, strategies } from '../../catalogue/index.js';
import { crossEntropyPerSample, pseudoLabels } from '../losses/index.js';
import type { Progress, Strategy } from '../strategy.js';
import { isUnlabeled } from './semi-supervised/known-labels.js';
import { labeledCost, meanOver } from './semi-supervised/mean-over.js';
import { semiSupervisedPools } from './semi-supervised/pools.js';

type Settings = SettingsOf<(typeof strategies)['pseudo-label']>;

/**
 * CE(labeled) + α(t) · CE(unlabeled, argmax of the same logits), each the mean over its own examples, those below the
 * threshold counted as 0. Lee, 2013.
 */
export const pseudoLabel: Strategy<Settings> = {
  build(settings, world) {
    const { student } = world;
    return {
      phases: [
        {
          name: 'train',
          stream: { pools: semiSupervisedPools(settings['labeled-share']) },
          learners: [
            {
              name: 'student',
              modules: [student],
              terms: [
                { name: 'hard', loss: step => labeledCost(step, step.logits(student), world, 'own') },
                {
                  name: 'pseudo',
                  weight: settings['alpha-f'],
                  ramp: progress => growth(settings, progress),
                  isSometimesSilent: true,
                  loss(step) {
                    const logits = step.logits(student);
                    const costs = crossEntropyPerSample(logits, pseudoLabels(logits, settings.threshold ?? 0));
                    return meanOver(costs, 'own', isUnlabeled(step.batch));
                  },
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

/** From 0 at `t1` along a line to 1 at `t2`. */
function growth({ t1, t2 }: Settings, { step, steps }: Progress): number {
  const t = step / steps;
  if (t >= t2) return 1;
  return t <= t1 ? 0 : (t - t1) / (t2 - t1);
}
