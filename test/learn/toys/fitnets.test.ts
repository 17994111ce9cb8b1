import { mean, mul, type Scalar, squaredDifference, sum, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import type { Module } from '../../../src/learn/module.js';
import { dense } from '../../../src/learn/nets/index.js';
import type { Recipe, Strategy, World } from '../../../src/learn/strategy.js';
import { hard, kd } from '../../../src/learn/terms/index.js';
import { resumed } from './resuming.js';
import { digestOf, mlp, type ToyOptions, toyWorld, valuesOf } from './toy-world.js';

interface Settings {
  readonly hint: string;
  readonly guided: string;
  /** Default: a dense layer. */
  readonly regressor?: Module<Tensor>;
}

const weigh = { name: 'uniform', settings: { of: 'probabilities' } };

const fitNets: Strategy<Settings> = {
  build({ hint, guided, regressor }, world) {
    const { student, teachers, random } = world;
    const teacher = teachers[0]!.net;
    const [from, to] = [student.taps[guided]![0]!, teacher.taps[hint]![0]!];
    const regress = regressor ?? dense({ from, to, activation: 'relu' }, random.for('regressor'));
    const beyond = Object.keys(student.taps).filter(tap => tap.startsWith('stage-') && tap > guided);
    return {
      phases: [
        {
          name: 'hint',
          share: 1,
          learners: [
            {
              name: 'student',
              modules: [student, regress],
              only: name => ![...beyond, 'head'].some(part => name.startsWith(`${part}/`)),
              terms: [
                {
                  name: 'hint',
                  loss(step) {
                    const guess = step.apply(regress, step.outputs(student).taps[guided]!);
                    const distance = squaredDifference(guess, step.outputs(teacher).taps[hint]!);
                    return mul(mean<Scalar>(sum(distance, -1)), 0.5);
                  },
                },
              ],
            },
          ],
        },
        {
          name: 'distil',
          share: 2,
          learners: [
            {
              name: 'student',
              modules: [student],
              terms: [
                { name: 'hard', loss: hard({}, world) },
                { name: 'kd', loss: kd({ temperature: 4, weigh }, world) },
              ],
            },
          ],
        },
      ],
      product: student,
    };
  },
};

const options: ToyOptions = { student: mlp(6, 4), teachers: [mlp(8, 8)], train: { length: { epochs: 9 } } };
const settings: Settings = { hint: 'stage-2', guided: 'stage-1' };
const build = (world: World): Recipe => fitNets.build(settings, world);

async function reportsOf(recipe: Recipe, context: ReturnType<typeof toyWorld>['context']): Promise<EpochReport[]> {
  const reports: EpochReport[] = [];
  await train(recipe, context, { epochFinished: report => void reports.push(report) });
  return reports;
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('two-stage fitnets', () => {
  it('spends a third on the hint alone and the rest on distilling', async () => {
    const { world, context } = toyWorld(options);

    const reports = await reportsOf(build(world), context);

    expect(reports.map(({ phase, losses }) => [phase, ...Object.keys(losses)].join(' '))).toEqual([
      ...Array(3).fill('hint hint'),
      ...Array(6).fill('distil hard kd'),
    ]);
    expect(reports[2]!.losses.hint).toBeLessThan(reports[0]!.losses.hint!);
    expect(reports[8]!.losses.hard).toBeLessThan(reports[3]!.losses.hard!);
  });

  it('moves the student up to its guided layer in the first stage, and starts the second from there', async () => {
    const { world, context } = toyWorld(options);
    const { variables } = world.student;
    const values = () => variables.map(({ variable }) => valuesOf(variable));
    const first = values();
    const recipe = build(world);
    const handedOver: number[][][] = [];
    const phases = recipe.phases.map(phase => ({ ...phase, start: () => handedOver.push(values()) }));

    await train({ ...recipe, phases }, context);

    const moved = variables.filter((_, at) => `${first[at]}` !== `${handedOver[1]![at]}`).map(({ name }) => name);
    expect(moved).toEqual(['stage-1/weights', 'stage-1/bias']);
  });

  it('has nothing to learn from a hint that is the same net through an identity', async () => {
    const { world, context } = toyWorld({ ...options, student: mlp(8, 8) });
    const student = world.cloneNet(world.teachers[0]!.net);
    const identity: Module<Tensor> = { variables: [], apply: x => x };
    const recipe = fitNets.build({ hint: 'stage-1', guided: 'stage-1', regressor: identity }, { ...world, student });

    const reports = await reportsOf(recipe, context);

    expect(reports[0]!.losses.hint).toBe(0);
  });

  it('leaves the teacher as it was', async () => {
    const { world, context } = toyWorld(options);
    const before = digestOf(world.teachers[0]!.net);

    await train(build(world), context);

    expect(digestOf(world.teachers[0]!.net)).toBe(before);
  });

  it.each([4, 9, 12])('goes on from a checkpoint after %i steps to the same bits', async steps => {
    const ends = await resumed(build, options, steps);

    expect(ends.resumed).toBe(ends.whole);
  });
});
