import { grads, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { localCorrelation } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';

const shape = [2, 2, 3];

const byHand = (weights: readonly number[], distances: readonly number[]): number[] =>
  [0, 1].map(
    b => weights.slice(6 * b, 6 * b + 6).reduce((sum, weight, at) => sum + weight * distances[6 * b + at]!, 0) / 2,
  );

describeEachEngine('localCorrelation', () => {
  it('agrees with the formula written as loops over plain numbers', () => {
    const [weights, distances] = [noise(shape, 1), noise(shape, 2)];

    expectClose(
      localCorrelation(weights as Tensor3D, distances as Tensor3D),
      byHand(valuesOf(weights), valuesOf(distances)),
    );
  });

  it('sends the gradient that finite differences say into weights and distances', () => {
    const [weights, distances] = [noise(shape, 1), noise(shape, 2)];
    const [w, d] = [valuesOf(weights), valuesOf(distances)];
    const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

    const found = grads((a: Tensor, b: Tensor) => sum(localCorrelation(a as Tensor3D, b as Tensor3D)))([
      weights,
      distances,
    ]);

    expectClose(
      found[0]!,
      centralDifferences(at => total(byHand(at, d)), w),
      1e-4,
    );
    expectClose(
      found[1]!,
      centralDifferences(at => total(byHand(w, at)), d),
      1e-4,
    );
  });
});
