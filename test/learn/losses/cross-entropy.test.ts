import { grad, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { classificationTask, crossEntropy, crossEntropyPerSample } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';
import { softmax } from './by-hand.js';

const logits = [
  [1.2, -0.3, 0.4],
  [0.1, 2, -1],
  [0.5, 0.5, 3],
];
const labels = [2, -1, 0];

/** Mean over labeled examples of −Σ target · log softmax, in doubles. */
function byHand(rows: readonly number[][], truth: readonly number[], smoothing: number): number {
  const losses = rows.flatMap((row, at) => {
    if (truth[at] === -1) return [];
    const target = row.map((_, c) => (c === truth[at] ? 1 - smoothing : 0) + smoothing / row.length);
    return [softmax(row).reduce((loss, q, c) => loss - target[c]! * Math.log(q), 0)];
  });
  return losses.reduce((total, loss) => total + loss, 0) / Math.max(1, losses.length);
}

const known = (truth = labels): Tensor1D => tensor1d(truth, 'int32');
const rowsOf = (flat: readonly number[]) => [flat.slice(0, 3), flat.slice(3, 6), flat.slice(6)];

describeEachEngine('crossEntropy', () => {
  it.each([0, 0.1])('agrees with the formula written as loops over plain numbers, smoothing %d', smoothing => {
    expectClose(crossEntropy(tensor2d(logits), known(), smoothing), [byHand(logits, labels, smoothing)]);
  });

  it.each([0, 0.1])('has the gradient that finite differences say, smoothing %d', smoothing => {
    const found = grad(z => crossEntropy(z as Tensor2D, known(), smoothing))(tensor2d(logits));

    expectClose(
      found,
      centralDifferences(flat => byHand(rowsOf(flat), labels, smoothing), logits.flat()),
    );
  });

  it('is 0, with no gradient, where nothing is labeled', () => {
    const none = known([-1, -1, -1]);

    expectClose(crossEntropy(tensor2d(logits), none, 0.1), [0]);
    expectClose(grad(z => crossEntropy(z as Tensor2D, none))(tensor2d(logits)), Array(9).fill(0));
  });

  it('is the logarithm of the number of classes where all logits are equal', () => {
    expectClose(crossEntropy(tensor2d([[7, 7, 7, 7]]), known([1]), 0.3), [Math.log(4)]);
  });

  it('is finite where a logit is far below', () => {
    expectClose(crossEntropy(tensor2d([[-900, 100]]), known([0])), [1000]);
  });

  it('takes labels as they come, whole or float', () => {
    const [whole, float] = [known(), tensor1d(labels, 'float32')];

    expect(valuesOf(crossEntropy(tensor2d(logits), float))).toEqual(valuesOf(crossEntropy(tensor2d(logits), whole)));
  });

  it('leaves no tensor behind but its result', () => {
    const [z, y] = [tensor2d(logits), known()];

    expect(tensorsLeftBy(() => crossEntropy(z, y, 0.1))).toBe(1);
  });

  it('is the hard loss of classification', () => {
    const found = classificationTask.hardLoss(tensor2d(logits), known(), 0.1);

    expectClose(found, [byHand(logits, labels, 0.1)]);
  });
});

describeEachEngine('crossEntropyPerSample', () => {
  it('is −log of the probability of each label, 0 where there is none', () => {
    const found = crossEntropyPerSample(tensor2d(logits), known());

    expectClose(found, [-Math.log(softmax(logits[0]!)[2]!), 0, -Math.log(softmax(logits[2]!)[0]!)]);
  });
});
