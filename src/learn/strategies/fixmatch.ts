import type { Tensor1D } from '@tensorflow/tfjs-core';
import { cast, greaterEqual } from '@tensorflow/tfjs-core';
import type { SettingsOf, strategies } from '../../catalogue/index.js';
import { detached } from '../detached.js';
import { crossEntropyPerSample, pseudoLabels } from '../losses/index.js';
import { copyStatistics, moveAverage, warmedDecay } from '../moving-average.js';
import type { Strategy } from '../strategy.js';
import { isUnlabeled } from './semi-supervised/known-labels.js';
import { labeledCost, meanOver } from './semi-supervised/mean-over.js';
import { semiSupervisedPools } from './semi-supervised/pools.js';

/**
 * CE(labeled, weak view) + λ/(μB) · Σ 1[max p ≥ τ] · CE(strong view, argmax p), p of the weak view and no gradient through
 * it; what is kept is a moving average of the weights, which no loss sees. Sohn et al., 2020.
 */
export const fixmatch: Strategy<SettingsOf<typeof strategies.fixmatch>> = {
  build(settings, world) {
    const { student } = world;
    const average = world.cloneNet(student);
    return {
      phases: [
        {
          name: 'train',
          stream: {
            pools: semiSupervisedPools(1 / (1 + settings.mu)),
            views: { weak: { augment: [settings.weak] }, strong: { augment: [settings.strong] } },
          },
          learners: [
            {
              name: 'student',
              modules: [student],
              terms: [
                { name: 'hard', loss: step => labeledCost(step, step.logits(student, 'weak'), world, 'own') },
                {
                  name: 'unlabeled',
                  weight: settings['lambda-u'],
                  isSometimesSilent: true,
                  loss(step) {
                    const labels = pseudoLabels(step.logits(student, 'weak'), settings.tau);
                    const counts = isUnlabeled(step.batch);
                    step.log(
                      'kept',
                      detached(() => meanOver(isKnown(labels), 'own', counts)),
                    );
                    // Over all unlabeled examples, not only the kept ones.
                    return meanOver(crossEntropyPerSample(step.logits(student, 'strong'), labels), 'own', counts);
                  },
                },
              ],
            },
          ],
          afterStep({ step }) {
            const decay = settings['ema-decay'];
            moveAverage(average, student, settings['ema-warmup'] ? warmedDecay(decay, step + 1) : decay);
            // It sees no batch of its own, so its batch norm goes by what the student has seen.
            copyStatistics(student, average);
          },
        },
      ],
      modules: { average },
      product: average,
    };
  },
};

const isKnown = (labels: Tensor1D): Tensor1D => cast(greaterEqual(labels, 0), 'float32');
