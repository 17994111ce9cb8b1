import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveLinear } from '../../src/lib/solve-linear.js';

const anySystem = fc.integer({ min: 1, max: 6 }).chain(count =>
  fc.record({
    // a strong diagonal, so that no system is nearly singular; rows in another order, so that pivots are needed
    rows: fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: count, maxLength: count }), {
      minLength: count,
      maxLength: count,
    }),
    x: fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: count, maxLength: count }),
  }),
);

it('a system of linear equations is solved', () => {
  fc.assert(
    fc.property(anySystem, ({ rows, x }) => {
      const matrix = rows.map((row, at) => row.map((value, to) => value + (at === to ? 8 : 0))).reverse();
      const right = matrix.map(row => row.reduce((sum, value, at) => sum + value * x[at]!, 0));

      solveLinear(matrix, right)!.forEach((value, at) => {
        expect(value).toBeCloseTo(x[at]!, 9);
      });
    }),
  );
});

it('a singular one is not', () => {
  expect(
    solveLinear(
      [
        [1, 2],
        [2, 4],
      ],
      [1, 2],
    ),
  ).toBeUndefined();
});
