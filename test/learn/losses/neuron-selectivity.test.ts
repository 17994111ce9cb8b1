import { gather, mul, type Tensor4D, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { neuronSelectivity } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { column, dot, itHoldsAgainstLoops, mapOf, meanOf, unit } from './against-loops.js';

const shapes = { student: [2, 2, 3, 2], teacher: [2, 2, 3, 3] } as const;

const channels = (values: readonly number[], shape: readonly number[]): number[][][] =>
  mapOf(values, shape).map(places => Array.from({ length: shape[3]! }, (_, channel) => unit(column(places, channel))));

const kernel = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number =>
  meanOf(a.flatMap(one => b.map(other => dot(one, other) ** 2)));

describeEachEngine('neuronSelectivity', () => {
  itHoldsAgainstLoops({
    ...shapes,
    loss: (student, teacher) => neuronSelectivity(student as Tensor4D, teacher as Tensor4D),
    byHand(student, teacher) {
      const [own, other] = [channels(student, shapes.student), channels(teacher, shapes.teacher)];
      return meanOf(
        own.map((s, image) => kernel(s, s) + kernel(other[image]!, other[image]!) - 2 * kernel(s, other[image]!)),
      );
    },
  });

  it('is 0 for the same channels in another order, however strong', () => {
    const own = noise(shapes.teacher, 1) as Tensor4D;

    expectClose(neuronSelectivity(own, mul(gather(own, tensor1d([2, 0, 1], 'int32'), 3), 4)), [0], 1e-6);
  });

  it.each([1, 2, 3, 4, 5])('is never below 0: maps %i', seed => {
    const found = neuronSelectivity(
      noise(shapes.student, seed) as Tensor4D,
      noise(shapes.teacher, seed + 100) as Tensor4D,
    );

    expect(valuesOf(found)[0]).toBeGreaterThan(-1e-6);
  });
});
