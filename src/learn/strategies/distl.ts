import { add, div, minimum, mul, norm, softmax, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { SettingsOf, strategies } from '../../catalogue/index.js';
import { softCrossEntropy } from '../losses/index.js';
import type { ModuleVariable } from '../module.js';
import { copyStatistics, moveAverage } from '../moving-average.js';
import { lastLayer } from '../nets/dino-head.js';
import { copyWeights } from '../nets/index.js';
import { halfCosine } from '../schedules/index.js';
import type { Learner, Phase, Progress, Strategy, Term, World } from '../strategy.js';
import { selfSupervision } from './distl/self-supervision.js';
import { viewsOf } from './distl/views.js';

type Settings = SettingsOf<typeof strategies.distl>;

/**
 * Labels alone at first; then generations over a growing part of the images without labels, by two signals of a moving
 * average of the student: λ · DINO over large and small views + (1 − λ) · a(e) · soft labels of the clean view; every so
 * often all labels once more, without moving the average. Park et al., 2022.
 */
export const distl: Strategy<Settings> = {
  build(settings, world) {
    const { student, task, train } = world;
    const teacher = world.cloneNet(student);
    const views = viewsOf(settings, student);
    const dino = settings.lambda === 0 ? undefined : selfSupervision(settings, world, teacher, Object.keys(views));
    const isSupervised = ({ epoch }: Progress): boolean => epoch >= settings['ssl-epoch'];
    const shareOfRest = (progress: Progress): number => (isSupervised(progress) ? 1 : 1 - settings.lambda);

    const selfSupervised: readonly Term[] = dino
      ? [{ name: 'ssl', weight: settings.lambda, ramp: at => (isSupervised(at) ? 0 : 1), loss: dino.loss }]
      : [];
    const ownLabels: Term = {
      name: 'self',
      ramp: at => shareOfRest(at) * growth(at),
      loss: step => softCrossEntropy(step.logits(student, 'g2'), softmax(step.logits(teacher, 'g1', 'training'))),
    };
    const labels: Term = {
      name: 'hard',
      loss: step => task.hardLoss(step.logits(student, 'g2'), step.batch.labels, train.labelSmoothing),
    };
    const gradient: Learner['gradient'] = (value, variable, at) => bounded(settings, value, variable, at);

    const momentum = ({ step, steps }: Progress): number =>
      1 - (1 - settings['momentum-teacher']) * halfCosine(step / steps);
    const moveCenter: Phase['afterStep'] = step => {
      if (!isSupervised(step)) dino?.moveCenter(step);
    };

    const initial: Phase = {
      name: 'initial',
      share: settings['initial-length'],
      stream: { views },
      learners: [{ name: 'student', modules: [student], gradient, terms: [labels] }],
      afterStep(step) {
        moveAverage(teacher, student, momentum(step));
        copyStatistics(student, teacher);
      },
    };
    const generation = (index: number): Phase => {
      const first = index / settings.generations;
      return {
        name: `generation-${index}`,
        share: 1,
        start() {
          if (index === 1) copyWeights(student, teacher);
          dino?.forgetCenter();
        },
        stream: { pools: [{ of: 'unlabeled', share: 1, first }], views, dropLast: true },
        learners: [
          {
            name: 'student',
            modules: dino ? [student, dino.studentHead] : [student],
            gradient,
            terms: [...selfSupervised, ownLabels],
          },
        ],
        afterStep(step) {
          moveCenter(step);
          moveAverage(teacher, student, momentum(step));
          dino?.moveTeacher(momentum(step));
        },
        interludes: [
          {
            name: 'correct',
            every: Math.min(settings['correction-every'], stepsOfEpoch(world, first)),
            stream: { pools: [{ of: 'labeled', share: 1 }], views },
            length: 'pass',
            moves: [{ learner: 'student', terms: [...selfSupervised, { ...labels, ramp: shareOfRest }] }],
            afterMoves: moveCenter,
          },
        ],
      };
    };
    return {
      phases: [initial, ...Array.from({ length: settings.generations }, (_, index) => generation(index + 1))],
      modules: { teacher, ...(dino ? { 'teacher-head': dino.teacherHead, 'student-head': dino.studentHead } : {}) },
      state: dino ? { center: dino.center } : {},
      product: settings.product === 'student' ? student : teacher,
    };
  },
};

/** a(e) = 2 (e + 1)/E: 2 in the last epoch. */
const growth = ({ epoch, epochs }: Progress): number => (2 * (epoch + 1)) / epochs;

/** Steps of an epoch over the first part of the images without labels, its last batch dropped. */
function stepsOfEpoch({ data, train }: World, first: number): number {
  const pool = Math.ceil(first * (data.examples - data.labeled));
  return Math.max(1, Math.floor(pool / train.batch));
}

/** No longer than `clip-grad` for each variable by itself; nothing for the last layer of DINO's head at first. */
function bounded(settings: Settings, gradient: Tensor, { name }: ModuleVariable, { epoch }: Progress): Tensor {
  if (name.endsWith(lastLayer) && epoch < settings['freeze-last-layer']) return zerosLike(gradient);
  const limit = settings['clip-grad'];
  if (limit === undefined) return gradient;
  const factor = minimum(1, div(limit, add(norm(gradient), 1e-6)));
  return mul(gradient, factor);
}
