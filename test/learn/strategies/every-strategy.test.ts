import { abs, max } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Configured, strategies } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { buildRecipe } from '../../../src/learn/strategies/index.js';
import type { Learner, Phase } from '../../../src/learn/strategy.js';
import { experimentsOf } from '../../helpers/check-text.js';
import { valuesOf } from '../numerics.js';
import { resumed } from '../toys/resuming.js';
import { digestOf, sgd, type ToyOptions, toyWorld, weightsOf } from '../toys/toy-world.js';
import type { SemiSupervised } from './semi-supervised/written.js';

const cnn = (...channels: number[]): Configured => ({ name: 'cnn', settings: { channels, dropout: 0 } });

const options = (epochs: number): ToyOptions => ({
  student: cnn(3, 4),
  teachers: [cnn(5, 6)],
  train: { length: { epochs }, optimizer: sgd(0.01) },
});

/** A strategy as its line of `.kd` means it, at a weight that a toy can bear. */
function configured(line: string): Configured {
  const text = `concept bright { positive top(25%, brightness)  negative random }  experiment e { dataset mnist  teacher cnn(5, 6)  student cnn(3, 4)  strategy ${line} }`;
  return experimentsOf(text)[0]!.trials[0]!.strategy.method;
}

const iekd = (settings: Readonly<Record<string, string>> = {}): string => {
  const all = Object.entries({ embedding: '8', heads: '2', 'beta-l': '1', 'beta-g': '10', ...settings });
  return `iekd { ${all.map(([name, value]) => `${name} ${value}`).join('  ')} }`;
};

/** What is left of it without a part, and its variants. */
const variantsOfIekd = Object.fromEntries(
  [
    { correlation: 'internal' },
    { correlation: 'external' },
    { 'beta-l': '0' },
    { 'beta-g': '0' },
    { lambda: 'uniform' },
    { lambda: 'detached' },
    { distill: 'token', 'beta-g': '1' },
    { distill: 'token', 'beta-g': '1', 'token-distance': 'cosine', lambda: 'uniform' },
    { mlc: 'patch' },
    { mlc: 'gram', heads: '3' },
    { 'student-layers': '[stage-2, pooled]', 'teacher-layers': '[stage-1, pooled]', 'beta-l': '0' },
  ].map(settings => [`iekd ${JSON.stringify(settings).replaceAll('"', '')}`, iekd(settings)]),
);

/** Those that learn from images without labels too are tested in a folder of their own. */
const lines: Record<Exclude<keyof typeof strategies, SemiSupervised>, string> = {
  none: 'none',
  kd: 'kd',
  cav: 'cav { concepts [bright] }',
  'aver-mkd': 'aver-mkd',
  ebkd: 'ebkd',
  aekd: 'aekd',
  'aekd-features': 'aekd-features { beta 1 }',
  sum: 'sum { losses [hard, at { weight 2 }, vid { weight 0.1 }] }',
  fitnets: 'fitnets { beta 1 }',
  at: 'at { beta 10 }',
  sp: 'sp { beta 10 }',
  rkd: 'rkd { beta 0.1 }',
  semckd: 'semckd { beta 1 }',
  iekd: iekd(),
  nst: 'nst { beta 1 }',
  vid: 'vid { beta 0.1 }',
  dkd: 'dkd { warmup 0 }',
  dist: 'dist { temperature 1 }',
};

const cases = Object.entries({ ...lines, ...variantsOfIekd, 'fitnets in two stages': 'fitnets { mode two-stage }' });

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe.each(cases)('%s', (_, line) => {
  it('lowers its losses and leaves the teacher as it was', async () => {
    const { world, context } = toyWorld(options(8));
    const before = digestOf(world.teachers[0]!.net);
    const reports: EpochReport[] = [];

    await train(buildRecipe(configured(line), world), context, {
      epochFinished: report => void reports.push(report),
    });

    const last = reports.at(-1)!;
    const first = reports.find(({ phase }) => phase === last.phase)!;
    const total = ({ losses }: EpochReport): number => Object.values(losses).reduce((a, b) => a + b, 0);
    expect(total(last)).toBeLessThan(total(first));
    expect(digestOf(world.teachers[0]!.net)).toBe(before);
  });

  it('moves every module that learns beside the student, and makes the student alone', async () => {
    const { world, context } = toyWorld(options(2));
    const recipe = buildRecipe(configured(line), world);
    const modules = recipe.phases.flatMap(({ learners }) => learners.flatMap(learner => learner.modules));
    const before = modules.map(digestOf);

    await train(recipe, context);

    expect(modules.map(digestOf).filter((digest, at) => digest === before[at])).toEqual([]);
    expect(recipe.product).toBe(world.student);
  });

  it('goes on from a checkpoint to the same bits', async () => {
    const ends = await resumed(world => buildRecipe(configured(line), world), options(3), 5);

    expect(ends.resumed).toBe(ends.whole);
  });
});

describe('a method beside the labels', () => {
  it.each(['at', 'sp', 'rkd', 'nst', 'vid', 'fitnets', 'semckd'])(
    'is the sum of its parts, bit by bit: %s',
    async name => {
      const weightsAfter = async (line: string): Promise<number[]> => {
        const { world, context } = toyWorld(options(2));
        await train(buildRecipe(configured(line), world), context);
        return weightsOf(world.student);
      };

      const whole = await weightsAfter(`${name} { beta 0.5  alpha 0.25  temperature 3 }`);

      const parts = `hard, kd { weight 0.25  temperature 3 }, ${name} { weight 0.5 }`;
      expect(await weightsAfter(`sum { losses [${parts}] }`)).toEqual(whole);
    },
  );

  const withParts = ['fitnets', 'aekd-features', 'semckd', 'vid', iekd(), ...Object.values(variantsOfIekd)];
  it.each(withParts)('sends a gradient to every parameter of its own: %s', async line => {
    const { world, context } = toyWorld(options(1));
    const [phase] = buildRecipe(configured(line), world).phases as [Phase];
    const [learner] = phase.learners as [Learner];
    const own = learner.modules.slice(1).flatMap(({ variables }) => variables.filter(({ trainable }) => trainable));
    const untouched = new Set(own.map(({ variable }) => variable));
    const gradient: Learner['gradient'] = (found, { variable }) => {
      if (valuesOf(max(abs(found)))[0]! > 0) untouched.delete(variable);
      return found;
    };

    await train({ phases: [{ ...phase, learners: [{ ...learner, gradient }] }], product: world.student }, context);

    expect(own).not.toEqual([]);
    expect(untouched.size).toBe(0);
  });
});

describe('fitnets in two stages', () => {
  it('moves the student up to its guided layer first, and then the whole of it without the regressor', async () => {
    const { world, context } = toyWorld(options(4));
    const recipe = buildRecipe(configured('fitnets { mode two-stage  guided stage-1  hint stage-1 }'), world);
    const { variables } = world.student;
    const first = variables.map(({ variable }) => [...variable.dataSync()].join());
    const handedOver: string[][] = [];
    const watch = () => void handedOver.push(variables.map(({ variable }) => [...variable.dataSync()].join()));

    await train({ ...recipe, phases: recipe.phases.map(phase => ({ ...phase, start: watch })) }, context);

    const moved = variables.filter((_, at) => first[at] !== handedOver[1]![at]).map(({ name }) => name);
    expect(moved).toEqual(['stage-1/weights', 'stage-1/bias']);
    expect(recipe.phases.map(({ name, learners }) => [name, learners[0]!.modules.length])).toEqual([
      ['hint', 2],
      ['distil', 1],
    ]);
  });
});

describe('a weighting under the name that the literature has for it', () => {
  it.each([
    ['aver-mkd', 'uniform'],
    ['ebkd', 'entropy'],
    ['aekd { c-max 0.7 }', 'gradient { c-max 0.7 }'],
  ])('is a sum of labels and teachers so weighed, bit by bit: %s', async (line, weigh) => {
    const weightsAfter = async (text: string): Promise<number[]> => {
      const { world, context } = toyWorld({ ...options(2), teachers: [cnn(5, 6), cnn(4, 3)] });
      await train(buildRecipe(configured(text), world), context);
      return weightsOf(world.student);
    };

    expect(await weightsAfter(line)).toEqual(await weightsAfter(`sum { losses [hard, kd { weigh ${weigh} }] }`));
  });
});

describe('aekd-features', () => {
  it.each(['0.5', '1'])(
    'brings a regressor for each teacher, moves them all, and leaves teachers alone: c-max %s',
    async most => {
      const { world, context } = toyWorld({ ...options(2), teachers: [cnn(5, 6), cnn(4, 3)] });
      const recipe = buildRecipe(configured(`aekd-features { beta 1  c-max ${most} }`), world);
      const [, ...regressors] = recipe.phases[0]!.learners[0]!.modules;
      const before = [...regressors.map(digestOf), ...world.teachers.map(({ net }) => digestOf(net))];
      const reports: EpochReport[] = [];

      await train(recipe, context, { epochFinished: report => void reports.push(report) });

      expect(regressors).toHaveLength(2);
      expect(regressors.map(digestOf)).not.toEqual(before.slice(0, 2));
      expect(world.teachers.map(({ net }) => digestOf(net))).toEqual(before.slice(2));
      expect(reports[1]!.losses.hints).toBeLessThan(reports[0]!.losses.hints!);
    },
  );

  it('by a most of 1/K is the mean of the hints, whatever the gradients', async () => {
    const hintsOf = async (settings: string): Promise<number> => {
      const { world, context } = toyWorld({ ...options(1), teachers: [cnn(5, 6), cnn(4, 3)] });
      const reports: EpochReport[] = [];
      const still = { ...context, train: { ...context.train, length: { steps: 1 } } };
      await train(buildRecipe(configured(`aekd-features { ${settings} }`), world), still, {
        epochFinished: report => void reports.push(report),
      });
      return reports[0]!.losses.hints!;
    };

    const [mean, least] = [await hintsOf('c-max 0.5'), await hintsOf('c-max 0.01')];

    expect(least).toBeCloseTo(mean, 6);
    expect(await hintsOf('c-max 1')).not.toBeCloseTo(mean, 6);
  });
});

describe('a method that needs full batches', () => {
  it.each(Object.entries(lines))('drops the last one, and only such a method does: %s', (name, line) => {
    const { world } = toyWorld(options(1));

    const { phases } = buildRecipe(configured(line), world);

    expect(phases[0]!.stream?.dropLast ?? false).toBe(['sp', 'semckd', 'dist', 'iekd'].includes(name));
  });
});
