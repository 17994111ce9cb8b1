import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Configured } from '../../../../src/catalogue/index.js';
import { startEngine } from '../../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../../src/learn/loop.js';
import type { Module } from '../../../../src/learn/module.js';
import { probe } from '../../../../src/learn/probe.js';
import { buildRecipe } from '../../../../src/learn/strategies/index.js';
import type { Recipe, Step } from '../../../../src/learn/strategy.js';
import { resumed } from '../../toys/resuming.js';
import { digestOf, mlp, sgd, type ToyOptions, toyWorld, watched, weightsOf } from '../../toys/toy-world.js';
import { type SemiSupervised, written } from './written.js';

const options: ToyOptions = { labeled: 12, train: { length: { epochs: 4 } } };
const smallBatches: ToyOptions = { ...options, train: { ...options.train, batch: 4 } };
const cnn: Configured = { name: 'cnn', settings: { channels: [4], dropout: 0 } };
const resnet: Configured = { name: 'resnet', settings: { depth: 8, width: 2, stem: 2, dropout: 0 } };

/** Each as it is written for toys: images of 3 × 3 pixels. */
const strategies: Readonly<Record<SemiSupervised, Configured>> = {
  'mean-teacher': written('mean-teacher { consistency 10  consistency-rampup 1  augment [noise(20%)] }'),
  'pi-model': written('pi-model { w-max 20  rampup 1  labeled-share 25%  augment [noise(20%)] }'),
  'pseudo-label': written('pseudo-label'),
  fixmatch: written('fixmatch { tau 0.5  mu 3  weak noise(5%)  strong noise(20%) }'),
  distl: written(
    'distl { momentum-teacher 0.9  dino-out 16  dino-hidden 8  dino-bottleneck 4  generations 2  augment [] }',
  ),
  'self-training': written('self-training { momentum-teacher 0.9  generations 2  augment [] }'),
};

async function run(strategy: Configured, more: ToyOptions = {}, look: (step: Step, recipe: Recipe) => void = () => {}) {
  const { world, context } = toyWorld({ ...options, ...more });
  const recipe = buildRecipe(strategy, world);
  const first = { student: weightsOf(world.student), product: weightsOf(recipe.product) };
  const reports: EpochReport[] = [];
  await train(
    watched(recipe, step => look(step, recipe)),
    context,
    { epochFinished: report => void reports.push(report) },
  );
  return { world, recipe, first, reports, student: weightsOf(world.student), product: weightsOf(recipe.product) };
}

/** The same batches, and nothing but the labels. */
function withoutTerm(strategy: Configured): Configured & { readonly recipe: (recipe: Recipe) => Recipe } {
  const recipe = (whole: Recipe): Recipe => ({
    ...whole,
    phases: whole.phases.map(phase => ({
      ...phase,
      learners: phase.learners.map(learner => ({ ...learner, terms: learner.terms.slice(0, 1) })),
    })),
  });
  return { ...strategy, recipe };
}

const statistics = ({ variables }: Module<unknown>): number[] =>
  variables.filter(({ trainable }) => !trainable).flatMap(({ variable }) => [...variable.dataSync()]);

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe.each(Object.entries(strategies))('%s', (_, strategy) => {
  it('teaches, by labels and beside them', async () => {
    const { reports } = await run(strategy, { train: { length: { epochs: 8 } } });

    const ofLabels = ({ losses }: EpochReport): number => losses.hard ?? losses['correct.hard']!;
    expect(ofLabels(reports.at(-1)!)).toBeLessThan(ofLabels(reports[0]!));
  });

  it('goes on from a checkpoint in the middle of an epoch to the same bits', async () => {
    const ends = await resumed(world => buildRecipe(strategy, world), smallBatches, 5);

    expect(ends.resumed).toBe(ends.whole);
  });

  it('has as many tensors at the end of an epoch as at the end of the one before', async () => {
    const { world, context } = toyWorld({ ...options, student: resnet, train: { length: { epochs: 6 } } });
    const recipe = buildRecipe(strategy, world);
    const counts = new Set<string>();

    // Each phase has optimizers of its own.
    const epochFinished = ({ phase }: EpochReport): void => void counts.add(`${phase} ${memory().numTensors}`);
    await train(recipe, context, { epochFinished });

    expect(counts.size).toBe(recipe.phases.length);
  });

  it.each([mlp(6), cnn, resnet])('passes a trial run: $name', async student => {
    const { world, context } = toyWorld({ ...options, student });

    expect((await probe(buildRecipe(strategy, world), context)).problems).toEqual([]);
  });
});

describe('mean-teacher', () => {
  it('at λ = 0 leaves the student what the same batches of labels make of it', async () => {
    const weightless = written('mean-teacher { consistency 0  augment [noise(20%)] }');
    const { world, context } = toyWorld(options);
    await train(withoutTerm(weightless).recipe(buildRecipe(weightless, world)), context);

    expect((await run(weightless)).student).toEqual(weightsOf(world.student));
  });

  it('at α = 0 has a teacher that is the student after every step', async () => {
    const pairs: (readonly [string, string])[] = [];

    await run(
      written('mean-teacher { ema-decay 0  consistency 10  augment [noise(20%)] }'),
      {},
      (_, { product, phases }) => {
        pairs.push([digestOf(product), digestOf(phases[0]!.learners[0]!.modules[0]!)]);
      },
    );

    expect(pairs.length).toBeGreaterThan(10);
    for (const [teacher, student] of pairs) expect(teacher).toBe(student);
  });

  it('has no consistency cost for equal weights without noise', async () => {
    const { reports } = await run(written('mean-teacher { augment [] }'), { train: { length: { steps: 1 } } });

    expect(reports[0]!.losses.consistency).toBe(0);
  });

  it('moves its teacher by the average alone, whatever the loss', async () => {
    const { first, student, product } = await run(
      written(
        'mean-teacher { ema-decay 0.9  ema-warmup false  consistency 50  consistency-rampup 0  augment [noise(20%)] }',
      ),
      { train: { length: { steps: 1 } } },
    );

    product.forEach((value, at) => {
      expect(value).toBeCloseTo(0.9 * first.product[at]! + 0.1 * student[at]!, 6);
    });
  });

  it('takes another decay while the consistency grows', async () => {
    const { first, student, product } = await run(
      written('mean-teacher { ema-decay 1  ema-decay-in-rampup 0.5  ema-warmup false  augment [noise(20%)] }'),
      { train: { length: { steps: 1 } } },
    );

    product.forEach((value, at) => {
      expect(value).toBeCloseTo((first.product[at]! + student[at]!) / 2, 6);
    });
  });

  it('gives its teacher statistics of its own passes, with dropout and all in training mode', async () => {
    const { world, recipe } = await run(strategies['mean-teacher'], {
      student: resnet,
      train: { length: { steps: 3 } },
    });

    const fresh = statistics(toyWorld({ ...options, student: resnet }).world.student);
    expect(statistics(recipe.product)).not.toEqual(fresh);
    expect(statistics(recipe.product)).not.toEqual(statistics(world.student));
  });

  it('keeps the student where that is asked for', async () => {
    const { world, recipe } = await run(written('mean-teacher { product student  augment [noise(20%)] }'));

    expect(recipe.product).toBe(world.student);
  });

  it('lets the rate grow and fall where that is asked for', async () => {
    const step = { train: { length: { steps: 1 }, optimizer: sgd(1, 0) } };
    const plain = 'consistency 0  augment [noise(20%)]';
    const moved = async (settings: string): Promise<number> => {
      const { first, student } = await run(written(`mean-teacher { ${plain}  ${settings} }`), step);
      return Math.hypot(...student.map((value, at) => value - first.student[at]!));
    };

    const full = await moved('');

    expect((await moved('rate-rampup true')) / full).toBeCloseTo(Math.exp(-5), 4);
    // One step of the three of an epoch is left, and the fall lasts an epoch.
    expect((await moved('rate-rampdown 1')) / full).toBeCloseTo(Math.exp(-12.5 * (2 / 3) ** 2), 4);
  });
});

describe('pi-model', () => {
  it('has nothing to say without noise', async () => {
    const { reports } = await run(written('pi-model { augment [] }'));

    expect(reports.map(({ losses }) => losses.consistency)).toEqual([0, 0, 0, 0]);
  });

  it('weighs agreement by the share of labels there is', async () => {
    const { recipe } = await run(written('pi-model { w-max 60  augment [noise(20%)] }'));

    expect(recipe.phases[0]!.learners[0]!.terms[1]!.weight).toBe(20);
  });
});

describe('pseudo-label', () => {
  it('is learning from the labels of the same batches where α is 0', async () => {
    const { world, context } = toyWorld(options);
    await train(
      withoutTerm(strategies['pseudo-label']).recipe(buildRecipe(strategies['pseudo-label'], world)),
      context,
    );

    expect((await run(written('pseudo-label { alpha-f 0 }'))).student).toEqual(weightsOf(world.student));
  });

  it('says nothing until t1, then more and more until t2', async () => {
    const { recipe } = await run(strategies['pseudo-label']);
    const { ramp } = recipe.phases[0]!.learners[0]!.terms[1]!;

    const factors = [0, 5, 10, 35, 60, 99].map(step =>
      ramp!({ step, steps: 100, epoch: 0, epochs: 1, stepsPerEpoch: 100 }),
    );
    expect(factors.map(factor => Number(factor.toFixed(6)))).toEqual([0, 0, 0, 0.5, 1, 1]);
  });
});

describe('fixmatch', () => {
  const settings = (tau: number) => written(`fixmatch { tau ${tau}  mu 3  weak noise(5%)  strong noise(20%) }`);

  it('above τ = 1 is learning from the labels of the same batches', async () => {
    const { world, context } = toyWorld(options);
    await train(withoutTerm(settings(1.01)).recipe(buildRecipe(settings(1.01), world)), context);
    const { student, reports } = await run(settings(1.01));

    expect(student).toEqual(weightsOf(world.student));
    expect(reports.map(({ losses }) => losses.kept)).toEqual([0, 0, 0, 0]);
  });

  it('at τ = 0 takes a label for every example', async () => {
    const { reports } = await run(settings(0));

    expect(reports.map(({ losses }) => losses.kept)).toEqual([1, 1, 1, 1]);
  });

  it('keeps an average of the weights that starts with the first, with batch norm as the student has it', async () => {
    const { first, student, product, world, recipe } = await run(settings(0.5), {
      student: resnet,
      train: { length: { steps: 1 } },
    });

    const isStatistic = world.student.variables.flatMap(({ variable, trainable }) =>
      Array(variable.size).fill(!trainable),
    );
    expect(statistics(recipe.product)).toEqual(statistics(world.student));
    product.forEach((value, at) => {
      expect(value).toBeCloseTo(isStatistic[at] ? student[at]! : (first.product[at]! + student[at]!) / 2, 5);
    });
  });
});
