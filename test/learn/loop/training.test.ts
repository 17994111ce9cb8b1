import { abs, add, keep, memory, mul, type Scalar, scalar, sqrt, sub, sum } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { Diverged } from '../../../src/learn/failure.js';
import { type EpochReport, type TrainContext, Training, train } from '../../../src/learn/loop.js';
import type { Recipe, Term, World } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';
import { Bug } from '../../../src/lib/bug.js';
import { digestOf, digestOfRecipe, sgd, toyWorld, watched, weightsOf } from '../toys/toy-world.js';

const recipeOf = (world: World, ...terms: Term[]): Recipe => ({
  phases: [{ name: 'train', learners: [{ name: 'student', modules: [world.student], terms }] }],
  product: world.student,
});
const labels = (world: World): Term => ({ name: 'hard', loss: hard({}, world) });

async function reportsOf(recipe: Recipe, context: TrainContext): Promise<EpochReport[]> {
  const reports: EpochReport[] = [];
  await train(recipe, context, { epochFinished: report => void reports.push(report) });
  return reports;
}

async function weightsAfter(
  options: Parameters<typeof toyWorld>[0],
  change: (recipe: Recipe) => Recipe = same => same,
) {
  const { world, context } = toyWorld(options);
  await train(change(recipeOf(world, labels(world))), context);
  return weightsOf(world.student);
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('a training', () => {
  it('ends with the same bits for the same seed, and with others for another', async () => {
    const [first, again, other] = [await weightsAfter({}), await weightsAfter({}), await weightsAfter({ seed: 2 })];

    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('leaves no tensor behind', async () => {
    const { world, context } = toyWorld();
    const recipe = recipeOf(world, labels(world));
    const before = memory().numTensors;

    await train(recipe, context);

    expect(memory().numTensors).toBe(before);
  });

  it('lets go of the event loop after every step', async () => {
    const { world, context } = toyWorld();
    let isOver = false;
    let turns = 0;
    const count = (): void => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);

    await train(recipeOf(world, labels(world)), context);
    isOver = true;

    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('tells of every epoch, with the mean of each term before its weight and of what is logged', async () => {
    const { world, context } = toyWorld();
    const seen: number[] = [];
    const term: Term = {
      name: 'hard',
      weight: 0.25,
      loss(step) {
        const loss = hard({}, world)(step);
        seen.push(loss.dataSync()[0]!);
        step.log('position', scalar(step.step));
        return loss;
      },
    };

    const reports = await reportsOf(recipeOf(world, term), context);

    const mean = (from: number): number => (seen[from]! + seen[from + 1]! + seen[from + 2]!) / 3;
    expect(reports.map(({ seconds: _, rates: __, ...report }) => report)).toEqual(
      [0, 1, 2].map(epoch => ({
        phase: 'train',
        epoch: epoch + 1,
        epochs: 3,
        losses: { hard: mean(3 * epoch), position: 3 * epoch + 1 },
        metrics: {},
      })),
    );
  });

  it('does not run a term whose factor is 0', async () => {
    const { world, context } = toyWorld();
    const never: Term = {
      name: 'never',
      weight: 0,
      loss: () => {
        throw new Error('it was run');
      },
    };
    const late: Term = { name: 'late', ramp: ({ epoch }) => epoch, loss: labels(world).loss };

    const reports = await reportsOf(recipeOf(world, labels(world), never, late), context);

    expect(reports.map(({ losses }) => Object.keys(losses))).toEqual([['hard'], ['hard', 'late'], ['hard', 'late']]);
  });

  it('moves by the rate of the schedule and of the learner', async () => {
    const steps = { length: { steps: 1 }, optimizer: sgd(0.1, 0) };
    const first = weightsOf(toyWorld().world.student);
    const warm = { name: 'constant', settings: { warmup: 1 } };
    const halved = (recipe: Recipe): Recipe => ({
      ...recipe,
      phases: recipe.phases.map(phase => ({
        ...phase,
        learners: phase.learners.map(learner => ({ ...learner, rate: () => 0.5 })),
      })),
    });

    const full = await weightsAfter({ train: steps });
    const third = await weightsAfter({ train: { ...steps, schedule: warm } });
    const half = await weightsAfter({ train: steps }, halved);

    first.forEach((value, at) => {
      expect(third[at]! - value).toBeCloseTo((full[at]! - value) / 3, 6);
      expect(half[at]! - value).toBeCloseTo((full[at]! - value) / 2, 6);
    });
  });

  it('clips the norm of the whole gradient', async () => {
    const first = weightsOf(toyWorld().world.student);
    const options = { train: { length: { steps: 1 }, optimizer: sgd(1, 0), clip: 0.01 } };

    const clipped = await weightsAfter(options);

    expect(Math.hypot(...first.map((value, at) => clipped[at]! - value))).toBeCloseTo(0.01, 6);
  });

  it('shows each gradient to the learner before it is used', async () => {
    const frozen = (recipe: Recipe): Recipe => ({
      ...recipe,
      phases: recipe.phases.map(phase => ({
        ...phase,
        learners: phase.learners.map(learner => ({
          ...learner,
          gradient: (gradient, { name }, { epoch }) =>
            epoch === 0 && name.startsWith('head') ? mul(gradient, 0) : gradient,
        })),
      })),
    });
    const head = (weights: readonly number[]): readonly number[] => weights.slice(9 * 6 + 6);
    const first = weightsOf(toyWorld().world.student);

    const after = await weightsAfter({ train: { length: { epochs: 1 } } }, frozen);
    const later = await weightsAfter({ train: { length: { epochs: 2 } } }, frozen);

    expect(head(after)).toEqual(head(first));
    expect(after).not.toEqual(first);
    expect(head(later)).not.toEqual(head(first));
  });

  it('leaves variables that no term depends on as they are, decay or not', async () => {
    const decay = {
      name: 'adamw',
      settings: { lr: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, 'weight-decay': 0.5 },
    };
    const { world, context } = toyWorld({ train: { optimizer: decay } });
    const before = digestOf(world.student.head);
    const term: Term = { name: 'size', loss: step => sum<Scalar>(abs(step.outputs(world.student).taps.pooled!)) };

    await train(recipeOf(world, term), context);

    expect(digestOf(world.student.head)).toBe(before);
  });

  it('starts every phase with a new optimizer', async () => {
    const twice = (recipe: Recipe): Recipe => ({ ...recipe, phases: [...recipe.phases, ...recipe.phases] });
    const { world, context } = toyWorld({ train: { length: { steps: 2 }, optimizer: sgd(0.1, 0.9) } });
    const values: number[][] = [weightsOf(world.student)];
    const constant: Term = {
      name: 'sum',
      loss: () =>
        world.student.variables.map(({ variable }) => sum<Scalar>(variable)).reduce((a, b) => add<Scalar>(a, b)),
    };

    await train(
      watched(twice(recipeOf(world, constant)), () => void values.push(weightsOf(world.student))),
      context,
    );

    // With the velocity of the first phase the second step would go 0.19.
    expect(values[1]![0]! - values[2]![0]!).toBeCloseTo(0.1, 6);
  });
});

describe('a training in phases', () => {
  it('sees the batches that one phase of the same length would see', async () => {
    const batches = async (names: readonly string[]): Promise<string[]> => {
      const { world, context } = toyWorld({ train: { length: { epochs: 4 } } });
      const [phase] = recipeOf(world, labels(world)).phases;
      const phases = names.map(name => ({ ...phase!, name }));
      const seen: string[] = [];
      await train(
        watched({ phases, product: world.student }, ({ batch }) => void seen.push(batch.indices.join())),
        context,
      );
      return seen;
    };

    const [one, two] = [await batches(['all']), await batches(['first', 'second'])];

    expect(two).toEqual(one);
    expect(new Set(one).size).toBe(12);
  });

  it('does not count a step for a learner that has nothing to go by', async () => {
    const { world, context } = toyWorld();
    const peer = world.createNet('peer');
    const learners = [
      { name: 'student', modules: [world.student], terms: [labels(world)] },
      { name: 'idle', modules: [peer], terms: [] },
    ];
    const training = new Training({ phases: [{ name: 'train', learners }], product: world.student }, context);
    const taken: number[][] = [];

    await training.run({
      async epochFinished() {
        const { tensors } = await training.state();
        taken.push(['student', 'idle'].map(name => tensors[`optimizer/${name}/step`]!.values[0]!));
      },
    });

    expect(taken).toEqual([
      [3, 0],
      [6, 0],
      [9, 0],
    ]);
  });
});

describe('a training that goes wrong', () => {
  it('names the term and the step where a loss is no longer finite', async () => {
    const { world, context } = toyWorld();
    const bad: Term = {
      name: 'odd',
      loss: step => mul<Scalar>(hard({}, world)(step), step.step === 4 ? Number.NaN : 1),
    };

    const training = train(recipeOf(world, labels(world), bad), context);

    await expect(training).rejects.toThrow(Diverged);
    await expect(training).rejects.toThrow(
      /^odd became NaN or infinite in step 4 of phase `train`, in epoch 2; losses then: hard [\d.]+, odd NaN$/,
    );
  });

  it('names the learner and the variable where a gradient is not finite though its losses are', async () => {
    const { world, context } = toyWorld();
    const [first] = world.student.variables;
    // The root of 0 has an infinite gradient.
    const bad: Term = { name: 'root', loss: () => sum<Scalar>(sqrt(sub(first!.variable, first!.variable))) };

    const training = train(recipeOf(world, bad), context);

    await expect(training).rejects.toThrow(
      'the gradient of student by stage-1/weights became NaN or infinite in step 0 of phase `train`, in epoch 1; losses then: root 0',
    );
  });

  it('names the gradient nearest to the loss, from which the layers before have theirs', async () => {
    const { world, context } = toyWorld({ train: { clip: 1 } });
    const bad: Term = {
      name: 'root',
      loss(step) {
        const { pooled } = step.outputs(world.student).taps;
        return sum<Scalar>(sqrt(sub(pooled!, pooled!)));
      },
    };

    const training = train(recipeOf(world, labels(world), bad), context);

    await expect(training).rejects.toThrow('the gradient of student by stage-1/bias became NaN');
  });

  it('calls it a defect when tensors leak from epoch to epoch', async () => {
    const { world, context } = toyWorld({ train: { length: { epochs: 4 } } });
    const leaking = watched(recipeOf(world, labels(world)), () => void keep(scalar(1)));

    const training = train(leaking, context);

    await expect(training).rejects.toThrow(Bug);
    await expect(training).rejects.toThrow(/3 tensors leaked in epoch 3/);
  });

  it('calls it a defect when a strategy would move a teacher', async () => {
    const { world, context } = toyWorld({ teachers: [{ name: 'mlp', settings: { hidden: [4], dropout: 0 } }] });
    const net = world.teachers[0]!.net;
    const recipe = recipeOf({ ...world, student: net }, labels({ ...world, student: net }));

    await expect(train(recipe, context)).rejects.toThrow('student would move stage-1/weights of teacher t0');
  });

  it('calls it a defect when two learners would move one variable', async () => {
    const { world, context } = toyWorld();
    const learner = { name: 'student', modules: [world.student], terms: [labels(world)] };
    const learners = [learner, { ...learner, name: 'head', modules: [world.student.head] }];
    const recipe = { phases: [{ name: 'train', learners }], product: world.student };

    await expect(train(recipe, context)).rejects.toThrow('head would move head/weights of student');
  });

  it('calls it a defect when a term is no scalar', async () => {
    const { world, context } = toyWorld();
    const term: Term = { name: 'logits', loss: step => step.logits(world.student) as unknown as Scalar };

    await expect(train(recipeOf(world, term), context)).rejects.toThrow(
      'term logits gives shape [12, 3] instead of a scalar',
    );
  });
});

describe('a training that is stopped', () => {
  it('rejects with the reason of the signal, between two steps', async () => {
    const { world, context } = toyWorld();
    const stop = new AbortController();
    let steps = 0;
    const recipe = watched(recipeOf(world, labels(world)), () => {
      if (++steps === 4) stop.abort('enough');
    });

    await expect(train(recipe, context, { signal: stop.signal })).rejects.toBe('enough');
    expect(steps).toBe(4);
  });

  it('gives its state of a moment between steps, asked for in the middle of one', async () => {
    const { world, context } = toyWorld();
    let asked: ReturnType<Training['state']> | undefined;
    const recipe = watched(recipeOf(world, labels(world)), ({ step }) => {
      if (step === 3) asked = training.state();
    });
    const training = new Training(recipe, context);
    const end = training.run();
    await end;

    const checkpoint = await asked!;
    expect(checkpoint.counters.step).toBe(4);

    const again = toyWorld();
    const resumed = recipeOf(again.world, labels(again.world));
    const second = new Training(resumed, again.context);
    second.restore(checkpoint);
    await second.run();
    expect(digestOfRecipe(resumed)).toBe(digestOfRecipe(recipe));
  });

  it('answers whoever asks for its state in the step in which it fails', async () => {
    const { world, context } = toyWorld();
    let asked: ReturnType<Training['state']> | undefined;
    const recipe = watched(recipeOf(world, labels(world)), () => {
      asked = training.state();
      throw new Error('broken');
    });
    const training = new Training(recipe, context);

    await expect(training.run()).rejects.toThrow('broken');
    expect((await asked!).counters.step).toBe(0);
    expect((await training.state()).counters.step).toBe(0);
  });

  it('goes on with the sums of the epoch it was stopped in', async () => {
    const whole = toyWorld();
    const reports = await reportsOf(recipeOf(whole.world, labels(whole.world)), whole.context);
    const { world, context } = toyWorld();
    const stop = new AbortController();
    const stopped = new Training(
      watched(recipeOf(world, labels(world)), ({ step }) => step === 4 && stop.abort()),
      context,
    );
    await stopped.run({ signal: stop.signal }).catch(() => {});
    const checkpoint = await stopped.state();
    stopped.dispose();
    const again = toyWorld();
    const training = new Training(recipeOf(again.world, labels(again.world)), again.context);
    training.restore(checkpoint);
    const rest: EpochReport[] = [];

    await training.run({ epochFinished: report => void rest.push(report) });

    expect(rest.map(({ epoch, losses }) => ({ epoch, losses }))).toEqual(
      reports.slice(1).map(({ epoch, losses }) => ({ epoch, losses })),
    );
  });

  it('can give its state to whoever is told of an epoch', async () => {
    const { world, context } = toyWorld();
    const training = new Training(recipeOf(world, labels(world)), context);
    const steps: number[] = [];

    await training.run({
      async epochFinished() {
        steps.push((await training.state()).counters.step);
      },
    });

    expect(steps).toEqual([3, 6, 9]);
  });
});
