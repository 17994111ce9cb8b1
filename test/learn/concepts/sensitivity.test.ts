import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activations } from '../../../src/learn/concepts/activations.js';
import { sensitivity as answer, lengthsOf, type Sensitivity } from '../../../src/learn/concepts/sensitivity.js';

const rows = (...values: readonly (readonly number[])[]): Activations => ({
  images: values.length,
  features: values[0]?.length ?? 0,
  values: Float32Array.from(values.flat()),
});

const sensitivity = (gradients: Activations, direction: readonly number[], smoothness: number): Sensitivity =>
  answer(gradients, lengthsOf(gradients), Float64Array.from(direction), smoothness);

describe('sensitivity to a concept', () => {
  it('is 8 for the gradient [0, 1, 2] along [1, 2, 3], and all of the images are sensitive', () => {
    const found = sensitivity(rows([0, 1, 2]), [1, 2, 3], 1);

    expect(found.raw).toBe(8);
    expect(found.tcav).toBe(1);
  });

  it('agrees with its formulas written as loops', () => {
    const found = sensitivity(rows([3, 4], [-1, 0], [0, 2]), [1, 0], 0.5);

    const derivatives = [3, -1, 0];
    const mean = 2 / 3;
    const deviation = Math.sqrt(derivatives.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
    const soft = derivatives.map(value => 1 / (1 + Math.exp(-value / (0.5 * deviation))));
    expect(found.tcav).toBeCloseTo(1 / 3, 12);
    expect(found.raw).toBeCloseTo(1, 12);
    expect(found.magnitude).toBeCloseTo(0.6 / 3, 12);
    expect(found.smooth).toBeCloseTo(soft.reduce((sum, value) => sum + value, 0) / 3, 12);
  });

  it('is the same share, and a raw score a times as large, for logits a times as large', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1 }),
        fc.integer({ min: 1, max: 8 }),
        (gradients, factor) => {
          const one = sensitivity(rows(...gradients), [1, 0], 0.5);
          const scaled = sensitivity(rows(...gradients.map(row => row.map(value => value * factor))), [1, 0], 0.5);

          expect(scaled.tcav).toBe(one.tcav);
          expect(scaled.raw).toBeCloseTo(factor * one.raw, 9);
          expect(scaled.magnitude).toBeCloseTo(one.magnitude, 9);
        },
      ),
    );
  });

  it('of opposite vectors adds up to one where no derivative is 0', () => {
    const gradients = rows([1, 2], [-3, 1], [2, -5]);

    const [there, back] = [sensitivity(gradients, [1, 0], 1), sensitivity(gradients, [-1, 0], 1)];

    expect(there.tcav + back.tcav).toBeCloseTo(1, 12);
    expect(there.smooth + back.smooth).toBeCloseTo(1, 12);
  });
});
