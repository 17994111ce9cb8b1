import { tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Configured } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { train } from '../../../src/learn/loop.js';
import { softTargetLoss } from '../../../src/learn/losses/index.js';
import type { Net } from '../../../src/learn/module.js';
import type { Recipe, Step, World } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';
import { moveAverage } from '../toys/move-average.js';
import { resumed } from '../toys/resuming.js';
import { toyWorld, valuesOf } from '../toys/toy-world.js';

const resnet: Configured = { name: 'resnet', settings: { depth: 8, width: 2, stem: 2, dropout: 0 } };
const options = { student: resnet, teachers: [resnet], train: { length: { epochs: 2 } } } as const;

/** All averages of batch norm. */
const statisticsOf = ({ variables }: Net): number[][] =>
  variables.filter(({ trainable }) => !trainable).map(({ variable }) => valuesOf(variable));

/** Learns from labels and from a teacher; what is kept is the average of the student. */
function averaged(world: World): Recipe {
  const { student } = world;
  const teacher = world.teachers[0]!.net;
  const average = world.cloneNet(student);
  const loss = (step: Step) => softTargetLoss(step.logits(student), step.logits(teacher), 2);
  return {
    phases: [
      {
        name: 'train',
        learners: [
          {
            name: 'student',
            modules: [student],
            terms: [
              { name: 'hard', loss: hard({}, world) },
              { name: 'kd', loss },
            ],
          },
        ],
        afterStep: step => {
          moveAverage(average, student, 0.9);
          step.outputs(average, 'main', 'training');
        },
      },
    ],
    modules: { average },
    product: average,
  };
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('averages of batch norm', () => {
  it('move in the student that trains, and not in its teacher', async () => {
    const { world, context } = toyWorld(options);
    const [student, teacher] = [world.student, world.teachers[0]!.net];
    const before = [student, teacher].map(statisticsOf);

    await train(averaged(world), context);

    expect(statisticsOf(teacher)).toEqual(before[1]);
    statisticsOf(student).forEach((values, index) => {
      expect(values).not.toEqual(before[0]![index]);
    });
  });

  it('move once in a step, however many terms look', async () => {
    const { world, context } = toyWorld({ ...options, train: { length: { steps: 1 } } });
    const once = world.cloneNet(world.student);
    tidy(() => {
      once.apply(context.openStream({}, 'train').batch(0, 0).view(), { training: true, random: world.random });
    });

    await train(averaged(world), context);

    expect(statisticsOf(world.student)).toEqual(statisticsOf(once));
  });

  it('are resumed to the same bits, those of an average among them', async () => {
    const ends = await resumed(averaged, options, 4);

    expect(ends.resumed).toBe(ends.whole);
  });
});
