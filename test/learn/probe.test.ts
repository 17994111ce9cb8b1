import { add, mean, mul, type Scalar, scalar, sub } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/learn/engines/start-engine.js';
import { probe } from '../../src/learn/probe.js';
import { kd } from '../../src/learn/strategies/kd.js';
import type { Recipe, Term, World } from '../../src/learn/strategy.js';
import { hard } from '../../src/learn/terms/index.js';
import { mlp, toyWorld } from './toys/toy-world.js';

const options = { teachers: [mlp(8)] };
const recipeOf = (world: World, ...terms: Term[]): Recipe => ({
  phases: [{ name: 'train', learners: [{ name: 'student', modules: [world.student], terms }] }],
  product: world.student,
});
const weigh = { name: 'uniform', settings: { of: 'probabilities' } };

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('a probe', () => {
  it('tells shapes, losses and gradients of a recipe that is sound, as plain data', async () => {
    const { world, context } = toyWorld(options);

    const report = await probe(kd.build({ temperature: 4, alpha: 0.9, weigh }, world), context);

    expect(report.problems).toEqual([]);
    expect(report.outputs).toEqual({
      product: { 'stage-1': [12, 6], pooled: [12, 6], logits: [12, 3] },
      'teacher t0': { 'stage-1': [12, 8], pooled: [12, 8], logits: [12, 3] },
    });
    const [student] = report.phases[0]!.learners;
    expect(student!.terms.map(({ name }) => name)).toEqual(['hard', 'kd']);
    for (const { value, gradientNorms } of student!.terms) {
      expect(value).toBeGreaterThan(0);
      expect(gradientNorms[0]).toBeGreaterThan(0);
    }
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('tells of a loss that sends no gradient to its learner', async () => {
    const { world, context } = toyWorld(options);
    const deaf: Term = {
      name: 'deaf',
      loss: step => world.task.hardLoss(step.logits(world.teachers[0]!.net), step.batch.labels, 0),
    };

    const { problems } = await probe(recipeOf(world, { name: 'hard', loss: hard({}, world) }, deaf), context);

    expect(problems).toEqual(['phase train, student: the loss deaf sends no gradient']);
  });

  it('has nothing against a loss that says nothing before the first step', async () => {
    const { world, context } = toyWorld(options);
    const twin = world.cloneNet(world.student);
    const difference = (step: Parameters<Term['loss']>[0]): Scalar => {
      const apart = sub(step.logits(world.student), step.logits(twin));
      return mean<Scalar>(mul(apart, apart));
    };

    const { problems } = await probe(
      recipeOf(world, { name: 'hard', loss: hard({}, world) }, { name: 'twin', loss: difference }),
      context,
    );

    expect(problems).toEqual([]);
  });

  it('has nothing against a silent loss of which that was said', async () => {
    const { world, context } = toyWorld(options);
    const silent: Term = { name: 'silent', isSometimesSilent: true, loss: () => scalar(0) };

    const { problems } = await probe(recipeOf(world, { name: 'hard', loss: hard({}, world) }, silent), context);

    expect(problems).toEqual([]);
  });

  it('tells of a loss that is not finite', async () => {
    const { world, context } = toyWorld(options);
    const bad: Term = { name: 'bad', loss: step => mul<Scalar>(hard({}, world)(step), Number.POSITIVE_INFINITY) };

    const { problems } = await probe(recipeOf(world, bad), context);

    expect(problems).toEqual([
      'bad became NaN or infinite in step 0 of phase `train`, in epoch 1; losses then: bad Infinity',
    ]);
  });

  it('tells of a teacher that does not stay as it is', async () => {
    const { world, context } = toyWorld(options);
    const { variable } = world.teachers[0]!.net.variables[0]!;
    const recipe = recipeOf(world, { name: 'hard', loss: hard({}, world) });
    const phases = recipe.phases.map(phase => ({
      ...phase,
      afterStep: () => variable.assign(add(variable, scalar(1))),
    }));

    const { problems } = await probe({ ...recipe, phases }, context);

    expect(problems).toEqual(['teacher t0 is frozen, and its weights have changed']);
  });

  it('looks at every phase and interlude, whose steps need not be many', async () => {
    const { world, context } = toyWorld({ ...options, train: { length: { epochs: 1 }, batch: 4 } });
    const terms = [{ name: 'hard', loss: hard({}, world) }];
    const [phase] = recipeOf(world, ...terms).phases;
    const seen: string[] = [];
    const phases = ['one', 'two'].map(name => ({
      ...phase!,
      name,
      afterStep: () => void seen.push(name),
      interludes: [
        {
          name: 'aside',
          every: 'epoch' as const,
          stream: {},
          length: 'pass' as const,
          moves: [{ learner: 'student', terms }],
          afterMoves: () => void seen.push(`${name} aside`),
        },
      ],
    }));

    await probe({ phases, product: world.student }, context);

    expect(seen).toEqual(['one', 'one', 'one aside', 'one aside', 'two', 'two', 'two aside', 'two aside']);
  });
});
