import {
  add,
  addN,
  mul,
  type Scalar,
  scalar,
  softmax,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tensor,
  type Variable,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { detached } from '../../../src/learn/detached.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { train } from '../../../src/learn/loop.js';
import { softTargetLoss } from '../../../src/learn/losses/index.js';
import type { Module } from '../../../src/learn/module.js';
import type { Recipe, Step, Strategy, Term, World } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';
import { resumed } from './resuming.js';
import { adam, digestOf, mlp, sgd, type ToyOptions, toyWorld, valuesOf, watched } from './toy-world.js';

interface Settings {
  readonly every: number;
  readonly lr: number;
}

/**
 * Weights of teachers that learn: after two steps down the matching loss and one down the labels', the labels' gradient
 * v says by finite differences how each weight should have been; the student forgets what it did.
 */
const metaWeights: Strategy<Settings> = {
  build({ every, lr }, world) {
    const { student, teachers, train: settings } = world;
    const credit = learnedWeights(teachers.length);
    const direction = student.variables.map(({ variable: of }) => variable(zeros(of.shape), false));
    const here = scalar(0);

    const divergences = (step: Step): Tensor1D =>
      stack(
        teachers.map(({ net }) => {
          const { logits } = student.apply(step.batch.view(), { training: false, random: step.random });
          return softTargetLoss(logits, step.logits(net), 4);
        }),
      ) as Tensor1D;
    const match: Term = {
      name: 'match',
      loss: step =>
        addN(
          teachers.map(({ net }, index) =>
            mul<Scalar>(
              softTargetLoss(step.logits(student), step.logits(net), 4),
              valuesOf(step.apply(credit, here) as Variable)[index]!,
            ),
          ),
        ),
    };
    const labels: Term = { name: 'hard', loss: hard({}, world) };
    const hyper: Term = {
      name: 'hyper',
      loss(step) {
        const h = 0.01 / valuesOf(sqrt(addN(direction.map(v => sum(square(v))))) as Variable)[0]!;
        const slope = detached(() => {
          const ahead = displaced(student, direction, h, () => divergences(step));
          const behind = displaced(student, direction, -h, () => divergences(step));
          return mul(sub(ahead, behind), -(settings.optimizer.settings.lr as number) / (2 * h)); // [teachers]
        });
        return sum<Scalar>(mul(step.apply(credit, here), slope));
      },
    };
    return {
      phases: [
        {
          name: 'train',
          learners: [
            { name: 'student', modules: [student], terms: [labels, match] },
            { name: 'credit', modules: [credit], optimizer: adam(lr), terms: [] },
          ],
          interludes: [
            {
              name: 'look-ahead',
              every,
              stream: 'same',
              length: 'batch',
              moves: [match, match, labels].map(term => ({ learner: 'student', terms: [term] })),
              afterMoves(step) {
                const { grads } = variableGrads(
                  () => {
                    const { logits } = student.apply(step.batch.view(), { training: false, random: step.random });
                    return world.task.hardLoss(logits, step.batch.labels, 0);
                  },
                  student.variables.map(entry => entry.variable),
                );
                student.variables.forEach((entry, index) => {
                  direction[index]!.assign(grads[entry.variable.name]!);
                });
              },
              rollback: true,
            },
            { name: 'weigh', every, stream: 'same', length: 'batch', moves: [{ learner: 'credit', terms: [hyper] }] },
          ],
        },
      ],
      state: Object.fromEntries(direction.map((v, index) => [`direction-${index}`, v])),
      product: student,
    };
  },
};

function learnedWeights(count: number): Module<Tensor> {
  const raw = variable(zeros([count]));
  return { variables: [{ name: 'raw', variable: raw, trainable: true, decays: false }], apply: () => softmax(raw) };
}

/** What something gives where the module's weights lie h along a direction; they are put back. */
function displaced<T>(module: Module<unknown>, direction: readonly Variable[], h: number, compute: () => T): T {
  const before = module.variables.map(entry => entry.variable.clone());
  module.variables.forEach((entry, index) => {
    entry.variable.assign(add(entry.variable, mul(direction[index]!, h)));
  });
  const result = compute();
  module.variables.forEach((entry, index) => {
    entry.variable.assign(before[index]!);
  });
  return result;
}

const options: ToyOptions = {
  teachers: [mlp(), mlp()],
  train: { length: { epochs: 5 }, optimizer: sgd(0.05) },
};

/** The first teacher knows the bright row, the second says anything but that. */
function build(world: World, settings: Settings = { every: 2, lr: 0.1 }): Recipe {
  const right = Array.from({ length: 27 }, (_, at) => (Math.floor(Math.floor(at / 3) / 3) === at % 3 ? 2 : 0));
  world.teachers.forEach(({ net }, index) => {
    net.variables[0]!.variable.assign(mul(tensor(right, [9, 3]), index === 0 ? 1 : -1));
  });
  return metaWeights.build(settings, world);
}

const creditOf = (recipe: Recipe): Module<unknown> => recipe.phases[0]!.learners[1]!.modules[0]!;

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('weights of teachers learned by looking ahead', () => {
  it('come to trust the teacher that knows', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);

    await train(recipe, context);

    const [right, wrong] = valuesOf(creditOf(recipe).variables[0]!.variable);
    expect(right).toBeGreaterThan(wrong! + 0.1);
  });

  it('leave the student, bit by bit, as if it had never looked ahead', async () => {
    const [looking, straight] = [toyWorld(options), toyWorld(options)];
    const withoutLearning = build(looking.world, { every: 1, lr: 1e-30 });
    const plain = build(straight.world);
    const phases = plain.phases.map(({ interludes: _, ...phase }) => phase);

    await train(withoutLearning, looking.context);
    await train({ ...plain, phases }, straight.context);

    expect(digestOf(looking.world.student)).toBe(digestOf(straight.world.student));
  });

  it('move after steps 0, n, 2n by an optimizer of their own, and not between', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);
    const credits: string[] = [];

    await train(
      watched(recipe, () => void credits.push(digestOf(creditOf(recipe)))),
      context,
    );

    const movedBefore = credits.map((credit, step) => step > 0 && credit !== credits[step - 1]);
    expect(movedBefore).toEqual(credits.map((_, step) => step % 2 === 1));
  });

  it('go on from a checkpoint to the same bits', async () => {
    const ends = await resumed(build, options, 8);

    expect(ends.resumed).toBe(ends.whole);
  });
});
