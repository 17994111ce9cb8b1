import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import {
  type Checkpoint,
  CheckpointMismatch,
  isFiniteCheckpoint,
  parseCheckpoint,
  serializeCheckpoint,
  Training,
} from '../../../src/learn/loop.js';
import type { Recipe, Term, World } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';
import { resumed } from '../toys/resuming.js';
import { adam, digestOfRecipe, mlp, type ToyOptions, toyWorld } from '../toys/toy-world.js';

const options: ToyOptions = { train: { length: { epochs: 2 }, optimizer: adam(0.05) } };

const labels = (world: World): Term => ({ name: 'hard', loss: hard({}, world) });

/** Looks ahead for a whole pass and forgets it, then corrects for a pass, after every other step. */
function lookingAhead(world: World): Recipe {
  const { student } = world;
  const moves = [{ learner: 'student', terms: [labels(world)] }];
  const interlude = { every: 2, stream: {}, length: 'pass', moves } as const;
  return {
    phases: [
      {
        name: 'train',
        learners: [{ name: 'student', modules: [student], terms: [labels(world)] }],
        interludes: [
          { ...interlude, name: 'ahead', rollback: true },
          { ...interlude, name: 'correct' },
        ],
      },
    ],
    product: student,
  };
}

const plain = (world: World): Recipe => ({
  phases: [{ name: 'train', learners: [{ name: 'student', modules: [world.student], terms: [labels(world)] }] }],
  product: world.student,
});

async function checkpointOf(build: (world: World) => Recipe, toy: ToyOptions): Promise<Checkpoint> {
  const { world, context } = toyWorld(toy);
  const training = new Training(build(world), context);
  let checkpoint: Promise<Checkpoint> | undefined;
  await training.run({
    atRest() {
      checkpoint ??= training.state();
    },
  });
  return checkpoint!;
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('a checkpoint within interludes', () => {
  it.each([
    ['at the start of one that is taken back', 1],
    ['inside one that is taken back', 3],
    ['at the start of the next one', 4],
    ['inside one of a later step', 9],
  ])('%s ends in the same bits', async (_, batches) => {
    const ends = await resumed(lookingAhead, options, batches, 'interludes');

    expect(ends.resumed).toBe(ends.whole);
  });
});

describe('a training stopped while it measures an epoch', () => {
  /** A validation that is stopped when it measures for the second time. */
  const validated = (stop: AbortController) => {
    let measured = 0;
    return {
      better: 'larger',
      measure() {
        if (++measured === 2) stop.abort();
        stop.signal.throwIfAborted();
        return { accuracy: 1 / measured };
      },
    } as const;
  };

  it('measures it anew when it goes on, and tells of each epoch once', async () => {
    const { world, context } = toyWorld({ train: { length: { epochs: 3 } } });
    const stop = new AbortController();
    const told: number[] = [];
    const epochFinished = ({ epoch }: { readonly epoch: number }): void => void told.push(epoch);
    const stopped = new Training(plain(world), { ...context, validation: validated(stop) });

    await expect(stopped.run({ epochFinished, signal: stop.signal })).rejects.toThrow('aborted');
    const checkpoint = await stopped.state();
    const again = toyWorld({ train: { length: { epochs: 3 } } });
    const validation = { better: 'larger', measure: () => ({ accuracy: 0 }) } as const;
    const training = new Training(plain(again.world), { ...again.context, validation });
    training.restore(checkpoint);
    const result = await training.run({ epochFinished });

    expect(checkpoint.counters).toMatchObject({ step: 6, epochs: 1, isEpochOver: true });
    expect(told).toEqual([1, 2, 3]);
    expect(result).toEqual({ keptEpoch: 1, epochs: 3, metrics: { accuracy: 1 } });
  });
});

describe('a checkpoint as bytes', () => {
  it('is read back as it was, NaN, minus zero and integers included', () => {
    const checkpoint = {
      counters: { phase: 0, step: 3, hasStarted: true, isEpochOver: false, epochs: 1, epochsWithout: 0, losses: {} },
      tensors: {
        odd: { shape: [3], values: Float32Array.of(Number.NaN, -0, 1e-45) },
        none: { shape: [0, 2], values: new Float32Array() },
        count: { shape: [], values: Int32Array.of(-7) },
      },
    } as unknown as Checkpoint;

    const { state, tensors } = serializeCheckpoint(checkpoint);
    const odd = Buffer.concat([Buffer.alloc(3), tensors]).subarray(3);

    expect(parseCheckpoint({ state, tensors: odd })).toEqual(checkpoint);
    expect(isFiniteCheckpoint(checkpoint)).toBe(false);
  });
});

describe('a checkpoint of another recipe', () => {
  it('is refused with the name of what does not fit, and the training begins anew', async () => {
    const whole = toyWorld(options);
    const wholeRecipe = plain(whole.world);
    await new Training(wholeRecipe, whole.context).run();
    const { world, context } = toyWorld(options);
    const recipe = plain(world);
    const training = new Training(recipe, context);
    const tensors = memory().numTensors;

    const other = await checkpointOf(plain, { ...options, student: mlp(5) });
    const restoring = (): void => training.restore(other);

    expect(restoring).toThrow(CheckpointMismatch);
    expect(restoring).toThrow('recipe: product/stage-1/weights is stored as [9,5], expected is [9,6]');
    expect(memory().numTensors).toBe(tensors + 4); // the other student
    await training.run();
    expect(digestOfRecipe(recipe)).toBe(digestOfRecipe(wholeRecipe));
  });

  it('is refused where only the optimizer is another, and leaves no tensor behind', async () => {
    const checkpoint = await checkpointOf(plain, {
      train: {
        ...options.train,
        optimizer: { name: 'sgd', settings: { lr: 0.1, momentum: 0.9, nesterov: false, 'weight-decay': 0 } },
      },
    });
    const { world, context } = toyWorld(options);
    const training = new Training(plain(world), context);
    const before = memory().numTensors;

    expect(() => training.restore(checkpoint)).toThrow('optimizer: student/');
    expect(memory().numTensors).toBe(before);
  });
});
