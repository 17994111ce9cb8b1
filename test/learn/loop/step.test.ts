import {
  add,
  keep,
  mean,
  mul,
  type Scalar,
  square,
  sum,
  type Tensor,
  tensor2d,
  tensor4d,
  variable,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { softTargetLoss } from '../../../src/learn/losses/index.js';
import type { Module, Net } from '../../../src/learn/module.js';
import { dense, dropout } from '../../../src/learn/nets/index.js';
import { kd } from '../../../src/learn/strategies/kd.js';
import type { Learner, Phase, Recipe, Step, Teacher, World } from '../../../src/learn/strategy.js';
import { digestOf, mlp, shift, toyWorld, trainingPart, valuesOf, watched, weightsOf } from '../toys/toy-world.js';

const oneStep = { train: { length: { steps: 1 } } };

const recipeOf = (world: World, ...learners: Learner[]): Recipe => ({
  phases: [{ name: 'train', learners }],
  product: world.student,
});

/** A net that counts, in a statistic, the calls in which it trains. */
function counting(net: Net): Net & { readonly calls: () => number } {
  const calls = variable(tensor2d([[0]]), false);
  return {
    ...net,
    variables: [...net.variables, { name: 'calls', variable: calls, trainable: false, decays: false }],
    apply(images, call) {
      if (call.training) calls.assign(add(calls, 1));
      return net.apply(images, call);
    },
    calls: () => valuesOf(calls)[0]!,
  };
}

/** How often any of its calls was made, and in which mode. */
function spied<Out>(module: Module<Out>): Module<Out> & { readonly modes: boolean[] } {
  const modes: boolean[] = [];
  return {
    ...module,
    modes,
    apply(input, call) {
      modes.push(call.training);
      return module.apply(input, call);
    },
  };
}

const size = (logits: Tensor): Scalar => mean<Scalar>(square(logits));

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('a step', () => {
  it('computes what several terms and afterStep ask for once', async () => {
    const { world, context } = toyWorld({ ...oneStep, teachers: [mlp(4)] });
    const [student, teacher] = [
      spied(world.student) as unknown as Net & { modes: boolean[] },
      spied(world.teachers[0]!.net) as unknown as Net & { modes: boolean[] },
    ];
    const loss = (step: Step): Scalar => softTargetLoss(step.logits(student), step.outputs(teacher).logits, 1);
    const terms = ['one', 'two'].map(name => ({ name, loss }));
    const recipe = watched(recipeOf(world, { name: 'student', modules: [student], terms }), step => {
      step.outputs(student);
      step.outputs(teacher);
    });

    await train(recipe, context);

    expect({ student: student.modes, teacher: teacher.modes }).toEqual({ student: [true], teacher: [false] });
  });

  it('shows afterStep what the terms saw, not what the moved weights would give', async () => {
    const { world, context } = toyWorld(oneStep);
    const { student } = world;
    const batch = context.openStream({}, 'train').batch(0, 0);
    const before = [...student.apply(batch.view(), { training: true, random: world.random }).logits.dataSync()];
    let seen: number[] = [];
    const term = { name: 'size', loss: (step: Step) => size(step.logits(student)) };

    await train(
      watched(recipeOf(world, { name: 'student', modules: [student], terms: [term] }), step => {
        seen = [...step.logits(student).dataSync()];
      }),
      context,
    );

    expect(seen).toEqual(before);
  });

  it('moves the statistics of every learner once, whoever asks first', async () => {
    const { world, context } = toyWorld(oneStep);
    const [one, two] = [counting(world.student), counting(world.createNet('peer'))];
    const learner = (name: string, net: Net, peer: Net): Learner => ({
      name,
      modules: [net],
      terms: [{ name: 'mimic', loss: step => softTargetLoss(step.logits(net), step.logits(peer), 1) }],
    });

    await train(recipeOf(world, learner('one', one, two), learner('two', two, one)), context);

    expect([one.calls(), two.calls()]).toEqual([1, 1]);
  });

  it('moves statistics once for each view', async () => {
    const { world, context } = toyWorld(oneStep);
    const net = counting(world.student);
    const term = {
      name: 'both',
      loss: (step: Step) => add<Scalar>(size(step.logits(net)), size(step.logits(net, 'weak'))),
    };
    const recipe = recipeOf(world, { name: 'student', modules: [net], terms: [term, { ...term, name: 'again' }] });
    const phases = recipe.phases.map(phase => ({ ...phase, stream: { views: { weak: { augment: [shift] } } } }));

    await train({ ...recipe, phases }, context);

    expect(net.calls()).toBe(2);
  });

  it('drops the same units for the learner that holds a net and for all who listen to it', async () => {
    const { world, context } = toyWorld({
      ...oneStep,
      student: { name: 'mlp', settings: { hidden: [40], dropout: 0.5 } },
    });
    const [one, two] = [world.student, world.createNet('peer')];
    const seen: number[][] = [];
    const look = (net: Net) => (step: Step) => {
      seen.push([...step.logits(net).dataSync()]);
      return size(step.logits(net));
    };

    await train(
      recipeOf(
        world,
        { name: 'listener', modules: [one], terms: [{ name: 'peer', loss: look(two) }] },
        { name: 'peer', modules: [two], terms: [{ name: 'own', loss: look(two) }] },
      ),
      context,
    );

    expect(seen[1]).toEqual(seen[0]);
  });

  it('drops other units in other steps, and the same again for the same seed', async () => {
    const masks = async (): Promise<string[]> => {
      const { world, context } = toyWorld();
      const drop = dropout(0.5);
      const ones = keep(tensor2d([Array(64).fill(1)]));
      const seen: string[] = [];
      const term = {
        name: 'own',
        loss(step: Step) {
          const dropped = step.apply(drop, ones, 'training');
          seen.push(dropped.dataSync().join());
          return add<Scalar>(mul<Scalar>(sum(dropped), 0), size(step.logits(world.student)));
        },
      };
      await train(recipeOf(world, { name: 'student', modules: [world.student], terms: [term] }), context);
      return seen;
    };

    const [first, again] = [await masks(), await masks()];

    expect(again).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('lets gradient pass through a frozen head to what is below it, and none into the head', async () => {
    const { world, context } = toyWorld({ student: mlp(8), teachers: [mlp(8)] });
    const { student, teachers } = world;
    const { head } = teachers[0]!.net;
    const projector = dense({ from: 8, to: 8, activation: 'relu' }, world.random);
    const term = {
      name: 'hard',
      loss: (step: Step) => {
        const pooled = step.apply(projector, step.outputs(student).taps.pooled!);
        return world.task.hardLoss(step.apply(head, pooled), step.batch.labels, 0);
      },
    };
    const before = [digestOf(projector), digestOf(head)];

    await train(recipeOf(world, { name: 'student', modules: [student, projector], terms: [term] }), context);

    expect([digestOf(projector), digestOf(head)].map((digest, index) => digest === before[index])).toEqual([
      false,
      true,
    ]);
  });

  it('sends gradient into a head that its learner holds, though another has applied it to the same constant before', async () => {
    const { world, context } = toyWorld({ ...oneStep, teachers: [mlp(6)] });
    const { head } = world.createNet('peer');
    const before = digestOf(head);
    const loss = (step: Step): Scalar => size(step.apply(head, step.outputs(world.teachers[0]!.net).taps.pooled!));
    const terms = [{ name: 'size', loss }];

    await train(
      recipeOf(world, { name: 'listener', modules: [world.student], terms }, { name: 'head', modules: [head], terms }),
      context,
    );

    expect(digestOf(head)).not.toBe(before);
  });

  it('sends gradient into the part of a net that a learner holds, and no further', async () => {
    const { world, context } = toyWorld(oneStep);
    const { student } = world;
    const before = student.variables.map(({ variable }) => `${valuesOf(variable)}`);
    const term = { name: 'size', loss: (step: Step) => size(step.logits(student)) };

    await train(recipeOf(world, { name: 'probe', modules: [student.head], terms: [term] }), context);

    const moved = student.variables.filter(({ variable }, at) => `${valuesOf(variable)}` !== before[at]);
    expect(moved.map(({ name }) => name)).toEqual(['head/weights', 'head/bias']);
  });

  it('gives a term constants of all that its learner does not hold', async () => {
    const { world, context } = toyWorld({ ...oneStep, teachers: [mlp(6)] });
    const stranger = world.createNet('stranger');
    const before = [digestOf(world.student), digestOf(stranger), digestOf(world.teachers[0]!.net)];
    const term = {
      name: 'others',
      loss: (step: Step) => add<Scalar>(size(step.logits(stranger)), size(step.logits(world.teachers[0]!.net))),
    };

    await train(recipeOf(world, { name: 'student', modules: [world.student], terms: [term] }), context);

    expect([digestOf(world.student), digestOf(stranger), digestOf(world.teachers[0]!.net)]).toEqual(before);
  });
});

describe('logits of a teacher', () => {
  /** The teacher's logits for every image of the training part as it is, as a store has them. */
  function storing(teacher: Teacher): Teacher & { readonly reads: Int32Array[] } {
    const part = trainingPart();
    const images = Float32Array.from(part.set.images, pixel => (pixel / 255 - 0.4) / 0.25);
    const rows = Array.from({ length: part.indices.length }, (_, index) => [
      ...images.subarray(9 * index, 9 * index + 9),
    ]);
    const call = { training: false, random: toyWorld().world.random };
    const stored = rows.map(row => [...teacher.net.apply(tensor4d(row, [1, 3, 3, 1]), call).logits.dataSync()]);
    const reads: Int32Array[] = [];
    return {
      ...teacher,
      reads,
      storedLogits(indices) {
        reads.push(indices);
        return tensor2d([...indices].map(index => stored[index]!));
      },
    };
  }

  const weigh = { name: 'uniform', settings: { of: 'probabilities' } };

  async function run(isStored: boolean, augment: Parameters<typeof toyWorld>[0] = {}) {
    const toy = toyWorld({ teachers: [mlp(8)], ...augment });
    const teacher = storing(toy.world.teachers[0]!);
    const teachers = isStored ? [teacher] : toy.world.teachers;
    const world = { ...toy.world, teachers };
    const reports: EpochReport[] = [];
    await train(
      kd.build({ temperature: 4, alpha: 0.9, weigh }, world),
      { ...toy.context, teachers },
      { epochFinished: report => void reports.push(report) },
    );
    return {
      losses: reports.map(({ losses }) => losses.kd!),
      reads: teacher.reads.length,
      weights: weightsOf(world.student),
    };
  }

  it('come from the store where a view is not augmented, and the losses are those of a live run', async () => {
    const [stored, live] = [await run(true), await run(false)];

    expect(stored.reads).toBe(9);
    stored.losses.forEach((loss, epoch) => {
      expect(loss).toBeCloseTo(live.losses[epoch]!, 5);
    });
  });

  it('are computed where a view is augmented, whatever the store has', async () => {
    const [stored, live] = [await run(true, { augment: [shift] }), await run(false, { augment: [shift] })];

    expect(stored.reads).toBe(0);
    expect(stored.weights).toEqual(live.weights);
  });
});

describe('an interlude', () => {
  const withInterlude = (
    world: World,
    interlude: Partial<NonNullable<Phase['interludes']>[number]>,
    seen: Step[] = [],
  ): Recipe => ({
    phases: [
      {
        name: 'train',
        learners: [
          {
            name: 'student',
            modules: [world.student],
            terms: [{ name: 'size', loss: step => size(step.logits(world.student)) }],
          },
        ],
        interludes: [
          {
            name: 'aside',
            every: 'epoch',
            stream: {},
            length: 'batch',
            moves: [],
            afterMoves: step => void seen.push(step),
            ...interlude,
          },
        ],
      },
    ],
    product: world.student,
  });

  it('runs after each epoch, on one batch of its own stream after the other', async () => {
    const { world, context } = toyWorld({ train: { length: { epochs: 4 } } });
    const seen: Step[] = [];

    await train(withInterlude(world, {}, seen), context);

    expect(seen.map(({ step }) => step)).toEqual([2, 5, 8, 11]);
    const firstPass = seen.slice(0, 3).flatMap(({ batch }) => [...batch.indices]);
    expect(firstPass.sort((a, b) => a - b)).toEqual(Array.from({ length: 36 }, (_, index) => index));
  });

  it('sees the very batch of the step before where it asks for the same', async () => {
    const { world, context } = toyWorld();
    const [steps, asides]: [Step[], Step[]] = [[], []];

    await train(
      watched(withInterlude(world, { every: 1, stream: 'same' }, asides), step => void steps.push(step)),
      context,
    );

    expect(asides.map(({ batch }) => batch)).toEqual(steps.map(({ batch }) => batch));
  });

  it('runs the afterStep of its phase only where it says so', async () => {
    const count = async (afterStep: boolean): Promise<number> => {
      const { world, context } = toyWorld();
      let calls = 0;
      await train(
        watched(withInterlude(world, { every: 3, afterStep }), () => void calls++),
        context,
      );
      return calls;
    };

    expect([await count(false), await count(true)]).toEqual([9, 12]);
  });

  it('puts weights and velocities back to their bits where it is rolled back', async () => {
    const endOf = async (rollback: boolean | undefined): Promise<string> => {
      const { world, context } = toyWorld();
      const away = {
        learner: 'student',
        terms: [{ name: 'away', loss: (step: Step) => mul<Scalar>(size(step.logits(world.student)), -3) }],
      };
      const recipe = withInterlude(world, {
        every: 2,
        moves: rollback === undefined ? [] : [away, away],
        rollback: rollback === true,
      });
      await train(recipe, context);
      return digestOf(world.student);
    };

    const [never, back, kept] = [await endOf(undefined), await endOf(true), await endOf(false)];

    expect(back).toBe(never);
    expect(kept).not.toBe(never);
  });
});
