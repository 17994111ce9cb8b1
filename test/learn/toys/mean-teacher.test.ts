import { mean, type Scalar, softmax, squaredDifference } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { train } from '../../../src/learn/loop.js';
import { rampFactor } from '../../../src/learn/ramps/index.js';
import type { Strategy } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';
import { moveAverage } from './move-average.js';
import { resumed } from './resuming.js';
import { digestOf, type ToyOptions, toyWorld, valuesOf, watched, weightsOf } from './toy-world.js';

const ramp = { name: 'sigmoid', settings: { epochs: 2 } };

const meanTeacher: Strategy<{ readonly decay: number; readonly weight: number }> = {
  build(settings, world) {
    const { student } = world;
    const teacher = world.cloneNet(student);
    return {
      phases: [
        {
          name: 'train',
          stream: {
            pools: [
              { of: 'unlabeled', share: 0.5 },
              { of: 'labeled', share: 0.5 },
            ],
            views: { other: { augment: [{ name: 'shift', settings: { pixels: 1 } }] } },
          },
          learners: [
            {
              name: 'student',
              modules: [student],
              terms: [
                { name: 'hard', loss: hard({}, world) },
                {
                  name: 'consistency',
                  weight: settings.weight,
                  ramp: ({ step, stepsPerEpoch }) => rampFactor(ramp, step / stepsPerEpoch),
                  loss: step =>
                    mean<Scalar>(
                      squaredDifference(
                        softmax(step.logits(student)),
                        softmax(step.logits(teacher, 'other', 'training')),
                      ),
                    ),
                },
              ],
            },
          ],
          afterStep: ({ step }) => moveAverage(teacher, student, Math.min(1 - 1 / (step + 2), settings.decay)),
        },
      ],
      modules: { teacher },
      product: teacher,
    };
  },
};

const options: ToyOptions = { labeled: 12, train: { length: { epochs: 3 } } };

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('mean teacher', () => {
  it('ends with the arithmetic mean of all students while the average warms up', async () => {
    const { world, context } = toyWorld(options);
    const students = [weightsOf(world.student)];
    const recipe = watched(meanTeacher.build({ decay: 0.999, weight: 1 }, world), () => {
      students.push(weightsOf(world.student));
    });

    await train(recipe, context);

    expect(students).toHaveLength(1 + 12);
    const means = students[0]!.map((_, at) => students.reduce((sum, one) => sum + one[at]!, 0) / students.length);
    weightsOf(recipe.product).forEach((value, at) => {
      expect(value).toBeCloseTo(means[at]!, 5);
    });
  });

  it('keeps αⁿ of its first weights at a constant α', async () => {
    const { world, context } = toyWorld(options);
    const first = valuesOf(world.student.variables[0]!.variable);
    const students: number[][] = [];
    const recipe = watched(meanTeacher.build({ decay: 0.4, weight: 1 }, world), () => {
      students.push(valuesOf(world.student.variables[0]!.variable));
    });

    await train(recipe, context);

    // The warm-up's 1 − 1/2 is above 0.4 already.
    const expected = students.reduce((average, one) => average.map((value, at) => 0.4 * value + 0.6 * one[at]!), first);
    valuesOf(recipe.product.variables[0]!.variable).forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 5);
    });
  });

  it('leaves the student as if it were alone where consistency weighs nothing', async () => {
    const [weightless, alone] = [toyWorld(options), toyWorld(options)];
    const { phases, ...rest } = meanTeacher.build({ decay: 0.9, weight: 1 }, alone.world);
    const [phase] = phases;
    const [learner] = phase!.learners;
    const withoutTerm = { ...phase!, learners: [{ ...learner!, terms: learner!.terms.slice(0, 1) }] };

    await train(meanTeacher.build({ decay: 0.9, weight: 0 }, weightless.world), weightless.context);
    await train({ ...rest, phases: [withoutTerm] }, alone.context);

    expect(digestOf(weightless.world.student)).toBe(digestOf(alone.world.student));
  });

  it('gives half of every batch without labels', async () => {
    const { world, context } = toyWorld(options);
    const unknown: number[] = [];

    await train(
      watched(meanTeacher.build({ decay: 0.9, weight: 1 }, world), ({ batch }) => {
        unknown.push([...batch.labels.dataSync()].filter(label => label === -1).length / batch.size);
      }),
      context,
    );

    expect(unknown).toEqual(Array(12).fill(0.5));
  });

  it('goes on from a checkpoint in the middle of an epoch to the same bits', async () => {
    const ends = await resumed(world => meanTeacher.build({ decay: 0.99, weight: 2 }, world), options, 6);

    expect(ends.resumed).toBe(ends.whole);
  });
});
