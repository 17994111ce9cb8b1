import {
  add,
  addN,
  div,
  exp,
  gather,
  log,
  mean,
  mul,
  neg,
  norm,
  reshape,
  type Scalar,
  scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tensorScatterUpdate,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { detached } from '../../../src/learn/detached.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import type { Module, Net } from '../../../src/learn/module.js';
import { dense } from '../../../src/learn/nets/index.js';
import type { Recipe, Step, Strategy, World } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';
import type { Random } from '../../../src/lib/random.js';
import { resumed } from './resuming.js';
import { digestOf, mlp, sgd, type ToyOptions, toyWorld, valuesOf, watched } from './toy-world.js';

const size = 4;
const temperature = 0.5;
const negatives = 6;

const normalize = (rows: Tensor2D): Tensor2D => div(rows, norm(rows, 2, 1, true));

/** Linear, then unit length. */
function embedding(net: Net, random: Random): Module<Tensor2D> {
  const linear = dense({ from: net.taps.pooled![0]!, to: size, activation: 'linear' }, random);
  return { variables: linear.variables, apply: (pooled, call) => normalize(linear.apply(pooled, call)) };
}

const crd: Strategy<{ readonly weight: number }> = {
  build({ weight }, world) {
    const { student, teachers, data, random } = world;
    const nets = { student, teacher: teachers[0]!.net };
    const embeddings = {
      student: embedding(student, random.for('student')),
      teacher: embedding(nets.teacher, random.for('teacher')),
    };
    const createBank = (draws: Random): Variable =>
      variable(
        normalize(
          tensor2d(
            Float32Array.from({ length: data.examples * size }, (_, at) => draws.normal(at)),
            [data.examples, size],
          ),
        ),
        false,
      );
    const banks = { student: createBank(random.for('bank', 0)), teacher: createBank(random.for('bank', 1)) };
    /** Mean similarity of the first batch times the number of examples; 0 until then. */
    const scales = { student: variable(scalar(0), false), teacher: variable(scalar(0), false) };

    const embed = (step: Step, side: 'student' | 'teacher'): Tensor2D =>
      step.apply(embeddings[side], step.outputs(nets[side]).taps.pooled!);
    /** An embedding against the rows of the other side's bank: exp(f · row / τ). */
    const similarity = (embedded: Tensor2D, bank: Variable, indices: Tensor1D): Tensor1D =>
      exp(div(sum(mul(embedded, gather(bank, indices)), 1), temperature));

    const contrast = (side: 'student' | 'teacher', other: 'student' | 'teacher') => (step: Step) => {
      const embedded = embed(step, side);
      const { size: batch, indices } = step.batch;
      const raw = [indices, ...othersThan(indices, data.examples, step.random)].map(rows =>
        similarity(embedded, banks[other], tensor1d(rows, 'int32')),
      );
      if (valuesOf(scales[side])[0] === 0)
        scales[side].assign(detached(() => mul(mean<Scalar>(addN(raw)), data.examples / raw.length)));
      const [positive, ...negative] = raw.map(value => div<Tensor1D>(value, scales[side]));
      const noise = negatives / data.examples;
      const hits = neg(log(div(positive!, add(positive!, noise + 1e-7))));
      const misses = negative.map(value => neg(log(div(noise, add(value, noise + 1e-7)))));
      return div<Scalar>(sum(addN([hits, ...misses])), batch);
    };
    return {
      phases: [
        {
          name: 'train',
          learners: [
            {
              name: 'student',
              modules: [student, embeddings.student, embeddings.teacher],
              terms: [
                { name: 'hard', loss: hard({}, world) },
                { name: 'student-side', weight, loss: contrast('student', 'teacher') },
                { name: 'teacher-side', weight, loss: contrast('teacher', 'student') },
              ],
            },
          ],
          afterStep(step) {
            const indices = tensor1d(step.batch.indices, 'int32');
            for (const side of ['student', 'teacher'] as const) {
              const rows = normalize(
                add(mul(gather(banks[side] as Tensor, indices), 0.5), mul(embed(step, side), 0.5)),
              );
              banks[side].assign(tensorScatterUpdate(banks[side], reshape(indices, [-1, 1]), rows));
            }
          },
        },
      ],
      state: {
        'bank-student': banks.student,
        'bank-teacher': banks.teacher,
        'scale-student': scales.student,
        'scale-teacher': scales.teacher,
      },
      product: student,
    };
  },
};

/** For each of some draws, an example for each of the batch that is another one. */
const othersThan = (indices: Int32Array, examples: number, random: Random): Int32Array[] =>
  Array.from({ length: negatives }, (_, draw) =>
    indices.map((index, at) => {
      const offset = 1 + Math.floor(random.for('negative', draw).uniform(at) * (examples - 1));
      return (index + offset) % examples;
    }),
  );

const options: ToyOptions = { teachers: [mlp(8)], train: { length: { epochs: 6 }, optimizer: sgd(0.02) } };
const build = (world: World): Recipe => crd.build({ weight: 0.8 }, world);

const rowsOf = (bank: Variable): number[][] => {
  const values = valuesOf(bank);
  return Array.from({ length: values.length / size }, (_, row) => values.slice(row * size, (row + 1) * size));
};

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('crd with its memory bank', () => {
  it('keeps every row of both banks at unit length', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);

    await train(recipe, context);

    const lengths = [...rowsOf(recipe.state!['bank-student']!), ...rowsOf(recipe.state!['bank-teacher']!)].map(row =>
      Math.hypot(...row),
    );
    for (const length of lengths) expect(length).toBeCloseTo(1, 5);
  });

  it('moves exactly the rows of the batch, halfway to the embeddings that the loss has seen', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);
    const bank = recipe.state!['bank-student']!;
    const before = rowsOf(bank);
    const [net, embed] = recipe.phases[0]!.learners[0]!.modules as [Net, Module<Tensor2D>];
    const batch = context.openStream({}, 'train').batch(0, 0);
    const call = { training: false, random: world.random };
    const embedded = embed.apply(net.apply(batch.view(), call).taps.pooled!, call).arraySync();
    const after: number[][][] = [];

    await train(
      watched(recipe, () => void after.push(rowsOf(bank))),
      context,
    );

    const expected = before.map((row, index) => {
      const at = batch.indices.indexOf(index);
      if (at < 0) return row;
      const mixed = row.map((value, axis) => 0.5 * value + 0.5 * embedded[at]![axis]!);
      return mixed.map(value => value / Math.hypot(...mixed));
    });
    after[0]!.forEach((row, index) => {
      row.forEach((value, axis) => {
        expect(value).toBeCloseTo(expected[index]![axis]!, 5);
      });
    });
  });

  it('sets its scale by the first batch, once', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);
    const scales = new Set<number>();

    await train(
      watched(recipe, () => void scales.add(valuesOf(recipe.state!['scale-student']!)[0]!)),
      context,
    );

    expect(scales.size).toBe(1);
    expect(scales).not.toContain(0);
  });

  it('trains the embeddings of both sides and nothing of the teacher', async () => {
    const { world, context } = toyWorld(options);
    const recipe = build(world);
    const { modules } = recipe.phases[0]!.learners[0]!;
    const before = [...modules, world.teachers[0]!.net].map(digestOf);

    await train(recipe, context);

    const after = [...modules, world.teachers[0]!.net].map(digestOf);
    expect(after.map((digest, index) => digest === before[index])).toEqual([false, false, false, true]);
  });

  it('lowers its losses', async () => {
    const { world, context } = toyWorld(options);
    const reports: EpochReport[] = [];

    await train(build(world), context, { epochFinished: report => void reports.push(report) });

    for (const name of ['student-side', 'teacher-side'])
      expect(reports.at(-1)!.losses[name]).toBeLessThan(reports[0]!.losses[name]!);
  });

  it('goes on from a checkpoint to the same bits, banks included', async () => {
    const ends = await resumed(build, options, 7);

    expect(ends.resumed).toBe(ends.whole);
  });
});
