import {
  gather,
  matMul,
  mean,
  mul,
  reshape,
  type Scalar,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { similarityPreservation, similarityPreservationPerSample } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { dot, itHoldsAgainstLoops, rowsOf, total, unit } from './against-loops.js';

const shapes = { student: [3, 2, 2, 2], teacher: [3, 1, 1, 5] } as const;

const similarities = (values: readonly number[]): number[][] => {
  const rows = rowsOf(values, values.length / 3);
  return rows.map(row => unit(rows.map(other => dot(row, other))));
};

describeEachEngine('similarityPreservation', () => {
  itHoldsAgainstLoops({
    ...shapes,
    loss: similarityPreservation,
    byHand(student, teacher) {
      const [own, other] = [similarities(student), similarities(teacher)];
      return total(own.flatMap((row, at) => row.map((value, to) => (value - other[at]![to]!) ** 2))) / 3 ** 2;
    },
  });

  it('does not change when channels are scaled together or mixed by a rotation', () => {
    const [own, other] = [noise(shapes.student, 1), noise(shapes.teacher, 2)];
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    const rotation = tensor2d([cos, -sin, sin, cos], [2, 2]);
    const mixed: Tensor = mul(matMul(reshape(own, [12, 2]), rotation), 3);

    const found = similarityPreservation(reshape(mixed, [3, 2, 2, 2]), other);

    expectClose(found, valuesOf(similarityPreservation(own, other)));
  });

  it('is 0 by a teacher that sees the same', () => {
    const own = noise(shapes.student, 1);

    expectClose(similarityPreservation(own, mul(own, 2)), [0], 1e-10);
  });
});

describeEachEngine('similarityPreservationPerSample', () => {
  itHoldsAgainstLoops({
    ...shapes,
    loss: (student, teacher) => tidy(() => mean<Scalar>(similarityPreservationPerSample(student, teacher))),
    byHand(student, teacher) {
      const [own, other] = [similarities(student), similarities(teacher)];
      return total(own.flatMap((row, at) => row.map((value, to) => (value - other[at]![to]!) ** 2))) / 3 ** 2;
    },
  });

  it('goes with the examples when the batch is put in another order', () => {
    const [own, other] = [noise(shapes.student, 1), noise(shapes.teacher, 2)];
    const [first = 0, second = 0, third = 0] = valuesOf(similarityPreservationPerSample(own, other));
    const order = tensor1d([2, 0, 1], 'int32');

    const found = similarityPreservationPerSample(gather(own, order), gather(other, order));

    expectClose(found, [third, first, second]);
  });
});
