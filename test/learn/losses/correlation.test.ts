import { add, fill, grad, mul, neg, type Tensor2D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { pearsonDistance } from '../../../src/learn/losses/correlation.js';
import { correlationLoss } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { column, dot, itHoldsAgainstLoops, meanOf, rowsOf, unit } from './against-loops.js';
import { softmax } from './by-hand.js';

const shape = [3, 4] as const;
const settings = { beta: 2, gamma: 3, temperature: 2 };

const distance = (a: readonly number[], b: readonly number[]): number => {
  const centered = (values: readonly number[]) => unit(values.map(value => value - meanOf(values)));
  return 1 - dot(centered(a), centered(b));
};

describeEachEngine('correlationLoss', () => {
  itHoldsAgainstLoops({
    student: shape,
    teacher: shape,
    tolerance: 2e-5,
    loss: (student, teacher) => correlationLoss(student as Tensor2D, teacher as Tensor2D, settings),
    byHand(student, teacher) {
      const { beta, gamma, temperature } = settings;
      const [q, p] = [student, teacher].map(values => rowsOf(values, 4).map(row => softmax(row, temperature)));
      const inter = meanOf(q!.map((row, at) => distance(row, p![at]!)));
      const intra = meanOf([0, 1, 2, 3].map(c => distance(column(q!, c), column(p!, c))));
      return temperature ** 2 * (beta * inter + gamma * intra);
    },
  });

  it('is 0 for equal logits', () => {
    const logits = noise(shape, 1) as Tensor2D;

    expectClose(correlationLoss(logits, logits, settings), [0], 1e-5);
  });
});

describeEachEngine('pearsonDistance', () => {
  it('does not change when either side is moved or scaled', () => {
    const [one, other] = [noise(shape, 1) as Tensor2D, noise(shape, 2) as Tensor2D];

    const found = pearsonDistance(add<Tensor2D>(mul(one, 3), 5), add<Tensor2D>(mul(other, 0.5), -2));

    expectClose(found, valuesOf(pearsonDistance(one, other)));
  });

  it('is 2 for rows turned around', () => {
    const rows = noise(shape, 1) as Tensor2D;

    expectClose(pearsonDistance(rows, neg(rows)), [2]);
  });

  describe('where a row is constant', () => {
    it('is 1, with no gradient', () => {
      const [constant, other] = [fill([1, 4], 0.25) as Tensor2D, noise([1, 4], 2) as Tensor2D];

      expectClose(pearsonDistance(constant, other), [1]);
      expectClose(grad(z => pearsonDistance(z as Tensor2D, other))(constant), [0, 0, 0, 0]);
    });
  });
});
