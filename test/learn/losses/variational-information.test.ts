import { fill, grad, tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { rawVariance, variationalInformation } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { itHoldsAgainstLoops, meanOf } from './against-loops.js';

const shape = [2, 2, 1, 3] as const;
const raw = [0.3, -1, 2];

const byHand = (guess: readonly number[], teacher: readonly number[], rho: readonly number[] = raw): number =>
  meanOf(
    guess.map((value, at) => {
      const variance = Math.log1p(Math.exp(rho[at % 3]!)) + 1e-5;
      return ((value - teacher[at]!) ** 2 / variance + Math.log(variance)) / 2;
    }),
  );

describeEachEngine('variationalInformation', () => {
  itHoldsAgainstLoops({
    student: shape,
    teacher: shape,
    constant: raw,
    loss: (guess, teacher, rho) => variationalInformation(guess, teacher, rho),
    byHand,
  });

  it('teaches the variances, too', () => {
    const [guess, teacher] = [noise(shape, 1), noise(shape, 2)];
    const expected = centralDifferences(rho => byHand(valuesOf(guess), valuesOf(teacher), rho), raw);

    expectClose(grad(rho => variationalInformation(guess, teacher, rho))(tensor1d(raw)), expected, 1e-5);
  });

  it('leaves a variance alone that is the mean squared error of its channel', () => {
    const [guess, teacher] = [noise(shape, 1), noise(shape, 2)];
    const [a, b] = [valuesOf(guess), valuesOf(teacher)];
    const errors = [0, 1, 2].map(c => meanOf(a.flatMap((value, at) => (at % 3 === c ? [(value - b[at]!) ** 2] : []))));

    const slope = grad(rho => variationalInformation(guess, teacher, rho))(tensor1d(errors.map(rawVariance)));

    expectClose(slope, [0, 0, 0], 1e-5);
  });

  it('is below 0 where the teacher is told well', () => {
    const map = noise(shape, 1);

    expect(valuesOf(variationalInformation(map, map, fill([3], rawVariance(0.01))))[0]).toBeLessThan(0);
  });
});

describe('rawVariance', () => {
  it.each([0.01, 1, 5])('turns a variance of %d back', variance => {
    expect(Math.log1p(Math.exp(rawVariance(variance))) + 1e-5).toBeCloseTo(variance, 10);
  });
});
