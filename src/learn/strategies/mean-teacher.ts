import { mean, type Scalar, squaredDifference, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { SettingsOf, strategies } from '../../catalogue/index.js';
import { softTargetDivergence, squaredConsistency, trustedDivergence } from '../losses/index.js';
import type { Module } from '../module.js';
import { moveAverage, warmedDecay } from '../moving-average.js';
import { dense } from '../nets/index.js';
import { rampDown } from '../ramps/index.js';
import type { Progress, Step, Strategy, Term, World } from '../strategy.js';
import { consistencyRampup, epochsOfRampup } from './semi-supervised/consistency-rampup.js';
import { isUnlabeled } from './semi-supervised/known-labels.js';
import { labeledCost, meanOver } from './semi-supervised/mean-over.js';
import { semiSupervisedPools } from './semi-supervised/pools.js';

type Settings = SettingsOf<(typeof strategies)['mean-teacher']>;

/**
 * CE(labeled) + λ(t) · consistency of student and teacher on two views drawn apart, both nets in training mode; after
 * each step the teacher's parameters follow the student's, its statistics of batch norm are those of its own passes.
 * Tarvainen & Valpola, 2017.
 */
export const meanTeacher: Strategy<Settings> = {
  build(settings, world) {
    const { student } = world;
    const teacher = world.cloneNet(student);
    const heads = settings['logit-distance-cost'] === undefined ? [] : [createHead(world)];
    const view = settings.augment ? { augment: settings.augment } : {};
    return {
      phases: [
        {
          name: 'train',
          stream: {
            pools: semiSupervisedPools(settings['labeled-share'], settings['unlabeled-pool']),
            views: { main: view, teacher: view },
          },
          learners: [
            {
              name: 'student',
              modules: [student, ...heads],
              rate: progress => rateFactor(settings, progress),
              terms: [
                { name: 'hard', loss: step => labeledCost(step, step.logits(student), world, settings.denominator) },
                ...heads.map(head => headsApart(settings, world, head)),
                {
                  name: 'consistency',
                  weight: settings.consistency,
                  ramp: progress => consistencyRampup(settings['consistency-rampup'], progress),
                  loss(step) {
                    const logits = heads[0] ? step.apply(heads[0], pooledOf(step, world)) : step.logits(student);
                    const costs = costsOf(settings, logits, step.logits(teacher, 'teacher', 'training'));
                    const counts = settings['consistency-on'] === 'unlabeled' ? isUnlabeled(step.batch) : undefined;
                    return meanOver(costs, settings.denominator, counts);
                  },
                },
              ],
            },
          ],
          afterStep: step => moveAverage(teacher, student, decayAt(settings, step)),
        },
      ],
      modules: { teacher },
      product: settings.product === 'teacher' ? teacher : student,
    };
  },
};

/** By example: [batch]. */
function costsOf(settings: Settings, logits: Tensor2D, teacherLogits: Tensor2D): Tensor1D {
  const trust = settings['consistency-trust'];
  if (settings['consistency-type'] === 'mse') return squaredConsistency(logits, teacherLogits);
  return trust === undefined
    ? softTargetDivergence(logits, teacherLogits, 1)
    : trustedDivergence(logits, teacherLogits, trust);
}

/** The second head takes the wrong targets of the first epochs, the first learns from labels and is the one deployed. */
const createHead = ({ student, random }: World): Module<Tensor2D> => {
  const [features = 0] = student.taps.pooled ?? [];
  return dense({ from: features, to: student.classes, activation: 'linear' }, random.for('second head'));
};

const pooledOf = (step: Step, { student }: World) => step.outputs(student).taps.pooled ?? step.logits(student);

/** γ · mean over examples and classes of the squared difference of both heads' logits; gradient flows into both. */
const headsApart = (settings: Settings, world: World, head: Module<Tensor2D>): Term => ({
  name: 'logit-distance',
  weight: settings['logit-distance-cost'] ?? 0,
  loss: step => mean<Scalar>(squaredDifference(step.logits(world.student), step.apply(head, pooledOf(step, world)))),
});

function decayAt(settings: Settings, progress: Progress): number {
  const inRampup = progress.step < epochsOfRampup(settings['consistency-rampup'], progress) * progress.stepsPerEpoch;
  const decay = (inRampup ? settings['ema-decay-in-rampup'] : undefined) ?? settings['ema-decay'];
  return settings['ema-warmup'] ? warmedDecay(decay, progress.step + 1) : decay;
}

function rateFactor(settings: Settings, progress: Progress): number {
  const down = rampDown(progress.steps - progress.step, settings['rate-rampdown'] * progress.stepsPerEpoch);
  return settings['rate-rampup'] ? down * consistencyRampup(settings['consistency-rampup'], progress) : down;
}
