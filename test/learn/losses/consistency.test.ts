import { grad, sum, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/index.js';
import { squaredConsistency, trustedDivergence } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';
import { divergence, softmax } from './by-hand.js';

const student = [
  [1.2, -0.3, 0.4],
  [0.1, 2, -1],
];
const teacher = [
  [2, 0.5, -1],
  [-0.4, 0.3, 0.9],
];
const rowsOf = (flat: readonly number[]): number[][] => [flat.slice(0, 3), flat.slice(3)];
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const squaredByHand = (of: number[][], from: number[][]): number[] =>
  of.map((logits, row) => {
    const [p, q] = [softmax(logits), softmax(from[row]!)];
    return total(p.map((value, c) => (value - q[c]!) ** 2)) / p.length;
  });

const trustedByHand = (of: number[][], from: number[][], trust: number): number[] =>
  of.map((logits, row) => {
    const classes = logits.length;
    const mixed = (z: number[]) => softmax(z).map(p => trust * p + (1 - trust) / classes);
    return ((2 * (1 - 1 / classes)) / (classes * trust) ** 2) * divergence(mixed(from[row]!), mixed(logits));
  });

describeEachEngine('squaredConsistency', () => {
  it('agrees with the formula written as loops over plain numbers', () => {
    expectClose(squaredConsistency(tensor2d(student), tensor2d(teacher)), squaredByHand(student, teacher));
  });

  it('has the gradient that finite differences say, in both arguments', () => {
    const ofFirst = grad(z => sum(squaredConsistency(z as Tensor2D, tensor2d(teacher))))(tensor2d(student));
    const ofSecond = grad(z => sum(squaredConsistency(tensor2d(student), z as Tensor2D)))(tensor2d(teacher));

    expectClose(
      ofFirst,
      centralDifferences(flat => total(squaredByHand(rowsOf(flat), teacher)), student.flat()),
    );
    expectClose(
      ofSecond,
      centralDifferences(flat => total(squaredByHand(student, rowsOf(flat))), teacher.flat()),
    );
  });

  it('is 0 where both agree and 2/C where both are sure of different classes', () => {
    const found = squaredConsistency(
      tensor2d([
        [1, 2, 3],
        [900, 0, 0],
      ]),
      tensor2d([
        [1, 2, 3],
        [0, 900, 0],
      ]),
    );

    expectClose(found, [0, 2 / 3], 1e-6);
  });

  it('leaves no tensor behind but its result', () => {
    const [of, from] = [tensor2d(student), tensor2d(teacher)];

    expect(tensorsLeftBy(() => squaredConsistency(of, from))).toBe(1);
  });
});

describeEachEngine('trustedDivergence', () => {
  it.each([0.1, 0.5, 1])('agrees with the formula written as loops over plain numbers at τ = %d', trust => {
    expectClose(trustedDivergence(tensor2d(student), tensor2d(teacher), trust), trustedByHand(student, teacher, trust));
  });

  it.each([0.5, 1])('has the gradient that finite differences say at τ = %d', trust => {
    const found = grad(z => sum(trustedDivergence(z as Tensor2D, tensor2d(teacher), trust)))(tensor2d(student));

    expectClose(
      found,
      centralDifferences(flat => total(trustedByHand(rowsOf(flat), teacher, trust)), student.flat()),
    );
  });

  it('tends to 1 − 1/C times the squared distance as τ goes to 0', () => {
    const limit = squaredByHand(student, teacher).map(value => (1 - 1 / 3) * value);

    expectClose(trustedDivergence(tensor2d(student), tensor2d(teacher), 0.02), limit, 2e-3);
  });

  it('at τ = 1 is KL over the coefficient 55.56 of ten classes', () => {
    const row = (seed: number) => Array.from({ length: 10 }, (_, at) => Math.sin(seed + 3 * at));
    const [found] = valuesOf(trustedDivergence(tensor2d([row(1)]), tensor2d([row(2)]), 1));

    expect(55.56 * found!).toBeCloseTo(divergence(softmax(row(2)), softmax(row(1))), 3);
  });

  it('sends no gradient to the teacher', () => {
    const [of, from] = [tensor2d(student), tensor2d(teacher)];

    expect(() => grad(z => trustedDivergence(of, z as Tensor2D, 0.5))(from)).toThrow(/gradient/);
  });

  it('leaves no tensor behind but its result', () => {
    const [of, from] = [tensor2d(student), tensor2d(teacher)];

    expect(tensorsLeftBy(() => trustedDivergence(of, from, 0.5))).toBe(1);
  });
});

describe('consistency', () => {
  beforeAll(() => startEngine('cpu', { threads: 1 }));

  it('is never more than 2/C', () => {
    const logits = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 4, maxLength: 4 });

    fc.assert(
      fc.property(logits, logits, (of, from) => {
        const [found] = valuesOf(squaredConsistency(tensor2d([of]), tensor2d([from])));

        expect(found).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });
});
