import {
  add,
  addN,
  div,
  logSoftmax,
  mean,
  mul,
  neg,
  type Scalar,
  softmax,
  sub,
  sum,
  type Tensor2D,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { copyWeights, dense } from '../../../src/learn/nets/index.js';
import type { Recipe, Step, Strategy, Term, World } from '../../../src/learn/strategy.js';
import { moveAverage } from './move-average.js';
import { resumed } from './resuming.js';
import { digestOf, shift, type ToyOptions, toyWorld, valuesOf, watched } from './toy-world.js';

const augment = [shift];
const views = { g1: { augment: [] }, g2: { augment }, 'local-1': { augment }, 'local-2': { augment } };
const globalViews = ['g1', 'g2'];
const width = 5;

interface Settings {
  readonly correctEvery: number;
  readonly generations: number;
}

/** −Σ targets · log softmax(logits / T), mean over the batch. */
const crossEntropyAt = (targets: Tensor2D, logits: Tensor2D, temperature: number): Scalar =>
  neg(mean<Scalar>(sum(mul(targets, logSoftmax(div<Tensor2D>(logits, temperature))), -1)));

const distl: Strategy<Settings> = {
  build({ correctEvery, generations }, world) {
    const { student, task, random, cloneNet } = world;
    const teacher = cloneNet(student);
    const [features] = student.taps.pooled!;
    const createHead = () => dense({ from: features!, to: width, activation: 'linear' }, random.for('head'));
    const [studentHead, teacherHead] = [createHead(), createHead()];
    const center = variable(zeros([width]), false);

    const teacherOutput = (step: Step, view: string): Tensor2D =>
      step.apply(teacherHead, step.outputs(teacher, view).taps.pooled!);
    const selfSupervised: Term = {
      name: 'ssl',
      weight: 0.5,
      loss(step) {
        const pairs = globalViews.flatMap(u => Object.keys(views).flatMap(v => (u === v ? [] : [[u, v] as const])));
        const losses = pairs.map(([u, v]) => {
          const target = softmax(div<Tensor2D>(sub(teacherOutput(step, u), center), 0.04));
          return crossEntropyAt(target, step.apply(studentHead, step.outputs(student, v).taps.pooled!), 0.1);
        });
        return div(addN<Scalar>(losses), pairs.length);
      },
    };
    const pseudoLabels: Term = {
      name: 'self',
      weight: 0.5,
      ramp: ({ epoch, epochs }) => (2 * (epoch + 1)) / epochs,
      loss: step => crossEntropyAt(softmax(step.logits(teacher, 'g1')), step.logits(student, 'g2'), 1),
    };
    const labels: Term = {
      name: 'hard',
      weight: 0.5,
      loss: step => task.hardLoss(step.logits(student, 'g2'), step.batch.labels, 0),
    };
    const moveCenter = (step: Step): void => {
      const seen = addN(globalViews.map(view => mean(teacherOutput(step, view), 0)));
      center.assign(add(mul(center, 0.9), mul(seen, 0.1 / globalViews.length)));
    };
    const moveTeacher = (decay: number): void => {
      moveAverage(teacher, student, decay);
      moveAverage(teacherHead, studentHead, decay);
    };

    const initial = {
      name: 'initial',
      stream: { views },
      learners: [{ name: 'student', modules: [student], terms: [labels] }],
      afterStep: () => moveTeacher(0.9),
    };
    const generation = (index: number) => ({
      name: `generation-${index}`,
      start() {
        if (index === 1) copyWeights(student, teacher);
        center.assign(zeros([width]));
      },
      stream: { pools: [{ of: 'unlabeled' as const, share: 1, first: index / generations }], views },
      learners: [{ name: 'student', modules: [student, studentHead], terms: [selfSupervised, pseudoLabels] }],
      afterStep(step: Step) {
        moveCenter(step);
        moveTeacher(1 - 0.05 * (0.5 + 0.5 * Math.cos((Math.PI * step.step) / step.steps)));
      },
      interludes: [
        {
          name: 'correct',
          every: correctEvery,
          stream: { pools: [{ of: 'labeled' as const, share: 1 }], views },
          length: 'pass' as const,
          moves: [{ learner: 'student', terms: [selfSupervised, labels] }],
          afterMoves: moveCenter,
        },
      ],
    });
    return {
      phases: [initial, ...Array.from({ length: generations }, (_, index) => generation(index + 1))],
      modules: { teacher, teacherHead },
      state: { center },
      product: student,
    };
  },
};

const options: ToyOptions = {
  labeled: 12,
  train: {
    length: { epochs: 4 },
    batch: 4,
    optimizer: { name: 'adamw', settings: { lr: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, 'weight-decay': 0.01 } },
  },
};
const build = (world: World): Recipe => distl.build({ correctEvery: 2, generations: 3 }, world);

interface Seen {
  readonly phase: string;
  readonly step: number;
  readonly during: 'step' | 'correction';
  readonly labeled: boolean;
  readonly student: string;
  readonly teacher: string;
  readonly center: readonly number[];
}

/** Everything that happens in a training, one entry for each batch. */
async function history(): Promise<readonly Seen[]> {
  const { world, context } = toyWorld(options);
  const recipe = build(world);
  const seen: Seen[] = [];
  const look = (phase: string, during: Seen['during'], step: Step): void => {
    seen.push({
      phase,
      step: step.step,
      during,
      labeled: !valuesOf(step.batch.labels as never).includes(-1),
      student: digestOf(world.student),
      teacher: digestOf(recipe.modules!.teacher!),
      center: valuesOf(recipe.state!.center!),
    });
  };
  const phases = recipe.phases.map(phase => ({
    ...watched({ ...recipe, phases: [phase] }, step => look(phase.name, 'step', step)).phases[0]!,
    interludes: (phase.interludes ?? []).map(interlude => ({
      ...interlude,
      afterMoves(step: Step) {
        interlude.afterMoves!(step);
        look(phase.name, 'correction', step);
      },
    })),
  }));
  await train({ ...recipe, phases }, context);
  return seen;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('distl', () => {
  it('corrects by a pass over all labels after steps 0, n, 2n of each generation, and nowhere else', async () => {
    const seen = await history();

    const corrections = seen.filter(({ during }) => during === 'correction');
    expect(countBy(corrections, ({ phase, step }) => `${phase}, step ${step}`)).toEqual({
      'generation-1, step 0': 3,
      'generation-2, step 0': 3,
      'generation-2, step 2': 3,
      'generation-3, step 0': 3,
      'generation-3, step 2': 3,
      'generation-3, step 4': 3,
    });
    expect(corrections.every(({ labeled }) => labeled)).toBe(true);
  });

  it('moves the student and the center in a correction, and never the teacher', async () => {
    const seen = await history();

    for (const [index, { during, student, teacher, center }] of seen.entries()) {
      if (during === 'step') continue;
      const before = seen[index - 1]!;
      expect(teacher).toBe(before.teacher);
      expect(student).not.toBe(before.student);
      expect(center).not.toEqual(before.center);
    }
  });

  it('draws from a pool that grows by a third from generation to generation', async () => {
    const seen = await history();

    const steps = seen.filter(({ during }) => during === 'step');
    expect(countBy(steps, ({ phase }) => phase)).toEqual({
      initial: 3,
      'generation-1': 2,
      'generation-2': 4,
      'generation-3': 6,
    });
  });

  it('starts the first generation with the student as teacher, and the center anew in each', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);
    const atStart: { readonly same: boolean; readonly center: readonly number[] }[] = [];
    const phases = recipe.phases.map(phase => ({
      ...phase,
      start() {
        phase.start?.();
        const same = digestOf(world.student) === digestOf(recipe.modules!.teacher!);
        atStart.push({ same, center: valuesOf(recipe.state!.center!) });
      },
    }));

    await train({ ...recipe, phases }, context);

    const center = [0, 0, 0, 0, 0];
    expect(atStart).toEqual([
      { same: true, center },
      { same: true, center },
      { same: false, center },
      { same: false, center },
    ]);
    expect(valuesOf(recipe.state!.center!)).not.toEqual(center);
  });

  it('logs every term by its name, those of corrections behind theirs', async () => {
    const { world, context } = toyWorld(options);
    const reports: EpochReport[] = [];

    await train(build(world), context, { epochFinished: report => void reports.push(report) });

    expect(reports.map(({ losses }) => Object.keys(losses))).toEqual([
      ['hard'],
      ...Array(3).fill(['ssl', 'self', 'correct.ssl', 'correct.hard']),
    ]);
  });

  it.each([1, 2, 5])('goes on from a checkpoint before batch %i of its corrections to the same bits', async batches => {
    const ends = await resumed(build, options, batches, 'interludes');

    expect(ends.resumed).toBe(ends.whole);
  });

  it.each([2, 4, 9])('goes on from a checkpoint after %i steps to the same bits', async steps => {
    const ends = await resumed(build, options, steps);

    expect(ends.resumed).toBe(ends.whole);
  });
});
