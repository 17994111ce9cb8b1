import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastNorm } from '../../../src/learn/weightings/least-norm.js';
import { dot } from '../losses/against-loops.js';

type Vectors = readonly (readonly number[])[];

const mixed = (vectors: Vectors, weights: readonly number[]): number[] =>
  vectors[0]!.map((_, at) => vectors.reduce((sum, vector, m) => sum + weights[m]! * vector[at]!, 0));

const anyVectors = fc.integer({ min: 2, max: 5 }).chain(count =>
  fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 6, maxLength: 6 }), {
    minLength: count,
    maxLength: count,
  }),
);

const close = (actual: readonly number[], expected: readonly number[], digits = 4): void =>
  actual.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, digits);
  });

describe('leastNorm', () => {
  it.each([
    [
      'perpendicular vectors of one length share alike',
      [
        [1, 0],
        [0, 1],
      ],
      1,
      [0.5, 0.5],
    ],
    [
      'the shorter of two counts more',
      [
        [1, 0],
        [0, 2],
      ],
      1,
      [0.8, 0.2],
    ],
    [
      'but no more than the most',
      [
        [1, 0],
        [0, 2],
      ],
      0.6,
      [0.6, 0.4],
    ],
    [
      'equal vectors share alike',
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      1,
      [1 / 3, 1 / 3, 1 / 3],
    ],
    [
      'vectors of nothing share alike',
      [
        [0, 0],
        [0, 0],
      ],
      1,
      [0.5, 0.5],
    ],
    [
      'a vector that is there twice shares with itself',
      [
        [0, 2],
        [1, 0],
        [0, 2],
      ],
      1,
      [0.1, 0.8, 0.1],
    ],
  ])('%s', (_, vectors, most, expected) => {
    close(leastNorm(vectors, most), expected);
  });

  it('is the clipped quotient of two vectors', () => {
    fc.assert(
      fc.property(anyVectors, fc.double({ min: 0.5, max: 1, noNaN: true }), ([a, b], most) => {
        const apart = a!.map((value, at) => value - b![at]!);
        fc.pre(dot(apart, apart) > 1e-2);
        const whole =
          dot(
            b!,
            b!.map((value, at) => value - a![at]!),
          ) / dot(apart, apart);

        const [first] = leastNorm([a!, b!], most);

        expect(first).toBeCloseTo(Math.min(most, Math.max(1 - most, whole)), 2);
      }),
    );
  });

  it('is a plain average where the most is 1/K', () => {
    fc.assert(
      fc.property(anyVectors, vectors => {
        close(
          leastNorm(vectors, 1 / vectors.length),
          vectors.map(() => 1 / vectors.length),
          9,
        );
      }),
    );
  });

  it('descends for every vector where nothing bounds the weights: d · g_m ≥ ‖d‖²', () => {
    fc.assert(
      fc.property(anyVectors, vectors => {
        const weights = leastNorm(vectors, 1);
        const direction = mixed(vectors, weights);

        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        for (const vector of vectors) expect(dot(direction, vector) - dot(direction, direction)).toBeGreaterThan(-1e-3);
      }),
    );
  });

  it('gives a sum no longer than any other weights within the bound do', () => {
    fc.assert(
      fc.property(
        anyVectors,
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true })),
        (vectors, most, stream) => {
          const limit = Math.max(most, 1 / vectors.length);
          const drawn = vectors.map(() => stream.next().value as number);
          const sum = drawn.reduce((a, b) => a + b, 0);
          const other = drawn.map(value => value / sum);
          fc.pre(Math.max(...other) <= limit);
          const lengthOf = (weights: readonly number[]): number => Math.hypot(...mixed(vectors, weights));

          expect(lengthOf(leastNorm(vectors, most))).toBeLessThanOrEqual(lengthOf(other) + 1e-3);
        },
      ),
    );
  });
});
