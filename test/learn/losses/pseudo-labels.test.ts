import { grad, sum, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { crossEntropyPerSample, pseudoLabels } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';
import { softmax } from './by-hand.js';

// Most probable: 0 with 0.58, 1 with 0.84, 2 with 0.98.
const logits = [
  [1.2, -0.3, 0.4],
  [0.1, 2, -1],
  [0, 0, 4.5],
];
const rowsOf = (flat: readonly number[]): number[][] => [flat.slice(0, 3), flat.slice(3, 6), flat.slice(6)];

describeEachEngine('pseudoLabels', () => {
  it.each([
    [0, [0, 1, 2]],
    [0.8, [-1, 1, 2]],
    [0.95, [-1, -1, 2]],
    [1.01, [-1, -1, -1]],
  ])('names the most probable class where it has a probability of at least %d', (threshold, labels) => {
    expect(valuesOf(pseudoLabels(tensor2d(logits), threshold))).toEqual(labels);
  });

  it('makes a cost whose gradient takes the labels for given, as finite differences have it', () => {
    const byHand = (rows: number[][]) =>
      rows.slice(1).reduce((all, row, at) => all - Math.log(softmax(row)[at + 1]!), 0);

    const found = grad(z => sum(crossEntropyPerSample(z as Tensor2D, pseudoLabels(z as Tensor2D, 0.8))))(
      tensor2d(logits),
    );

    expectClose(
      found,
      centralDifferences(flat => byHand(rowsOf(flat)), logits.flat()),
    );
  });

  it('makes a cost of at most log C, which falls as confidence grows', () => {
    const confidence = tensor2d([0, 0.5, 1, 2, 8].map(sure => [sure, 0, 0]));

    const costs = valuesOf(crossEntropyPerSample(confidence, pseudoLabels(confidence, 0)));

    expect(costs[0]).toBeCloseTo(Math.log(3), 6);
    expect([...costs].sort((a, b) => b - a)).toEqual(costs);
  });

  it('leaves no tensor behind but its result', () => {
    const of = tensor2d(logits);

    expect(tensorsLeftBy(() => pseudoLabels(of, 0.8))).toBe(1);
  });
});
