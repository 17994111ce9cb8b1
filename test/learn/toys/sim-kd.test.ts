import { mean, type Scalar, squaredDifference, type Tensor2D, tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import type { Module, ModuleVariable, Net } from '../../../src/learn/module.js';
import { dense, named } from '../../../src/learn/nets/index.js';
import type { Product, Recipe, Strategy, World } from '../../../src/learn/strategy.js';
import { random } from '../../../src/lib/random.js';
import { resumed } from './resuming.js';
import { digestOf, mlp, type ToyOptions, toyWorld } from './toy-world.js';

const simKd: Strategy<{ readonly projector?: Module<Tensor2D> }> = {
  build(settings, { student, teachers, random: draws }) {
    const teacher = teachers[0]!.net;
    const [from, to] = [student.taps.pooled![0]!, teacher.taps.pooled![0]!];
    const projector = settings.projector ?? dense({ from, to, activation: 'relu' }, draws.for('projector'));
    return {
      phases: [
        {
          name: 'train',
          stream: { pools: [{ of: 'all', share: 1 }] },
          learners: [
            {
              name: 'student',
              modules: [student, projector],
              terms: [
                {
                  name: 'features',
                  loss(step) {
                    const guess = step.apply(projector, step.outputs(student).taps.pooled!);
                    return mean<Scalar>(squaredDifference(guess, step.outputs(teacher).taps.pooled!));
                  },
                },
              ],
            },
          ],
        },
      ],
      product: withHead(student, projector, teacher),
    };
  },
};

/** The student's features, brought to the teacher's, under the teacher's head. */
function withHead(student: Net, projector: Module<Tensor2D>, { head }: Net): Product {
  const features = student.variables.filter(
    ({ variable }) => !student.head.variables.some(own => own.variable === variable),
  );
  const variables = [
    ...named('student', features),
    ...named('projector', projector.variables),
    ...named('teacher', head.variables),
  ];
  const added = countParameters([...projector.variables, ...head.variables]);
  const parameters = countParameters(variables);
  return {
    variables,
    parameters,
    flops: student.flops + 2 * (added - countParameters(student.head.variables)),
    apply(images, call) {
      const { taps } = student.apply(images, call);
      const pooled = projector.apply(taps.pooled!, call);
      const logits = head.apply(pooled, call);
      return { logits, taps: { ...taps, pooled, logits } };
    },
  };
}

const countParameters = (variables: readonly ModuleVariable[]): number =>
  variables.reduce((count, { variable, trainable }) => count + (trainable ? variable.size : 0), 0);

const options: ToyOptions = { student: mlp(5), teachers: [mlp(8)], labeled: 3, train: { length: { epochs: 6 } } };
const build = (world: World): Recipe => simKd.build({}, world);
const call = { training: false, random: random(1) };

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('simkd', () => {
  it('predicts as the teacher does, bit by bit, where features are perfect', () => {
    const { world } = toyWorld(options);
    const teacher = world.teachers[0]!.net;
    const identity: Module<Tensor2D> = { variables: [], apply: x => x as Tensor2D };
    const images = tensor4d(
      Float32Array.from({ length: 18 }, (_, at) => Math.sin(at)),
      [2, 3, 3, 1],
    );

    const { product } = simKd.build({ projector: identity }, { ...world, student: world.cloneNet(teacher) });

    expect([...product.apply(images, call).logits.dataSync()]).toEqual([
      ...teacher.apply(images, call).logits.dataSync(),
    ]);
  });

  it("counts the projector and the teacher's head instead of the student's own", () => {
    const { world } = toyWorld(options);

    const { product } = build(world);

    expect(product.parameters).toBe(9 * 5 + 5 + (5 * 8 + 8) + (8 * 3 + 3));
  });

  it('lowers its loss without a look at labels, and leaves both heads as they were', async () => {
    const { world, context } = toyWorld(options);
    const heads = [world.student.head, world.teachers[0]!.net];
    const before = heads.map(digestOf);
    const reports: EpochReport[] = [];

    await train(build(world), context, { epochFinished: report => void reports.push(report) });

    expect(reports.at(-1)!.losses.features).toBeLessThan(reports[0]!.losses.features!);
    expect(heads.map(digestOf)).toEqual(before);
  });

  it('goes on from a checkpoint to the same bits', async () => {
    const ends = await resumed(build, options, 4);

    expect(ends.resumed).toBe(ends.whole);
  });
});
