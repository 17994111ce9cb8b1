import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configured } from '../../../src/catalogue/index.js';
import { learningRateFactor } from '../../../src/learn/schedules/index.js';
import { expectClose } from '../numerics.js';

const factors = (name: string, settings: Configured['settings'], steps: number, stepsPerEpoch: number) =>
  Array.from({ length: steps }, (_, step) =>
    learningRateFactor({ name, settings: { warmup: 0, ...settings } }, { step, steps, stepsPerEpoch }),
  );

describe('a schedule', () => {
  it('constant keeps the rate', () => {
    expect(factors('constant', {}, 4, 2)).toEqual([1, 1, 1, 1]);
  });

  it('linear goes down along a line', () => {
    expect(factors('linear', { floor: 0 }, 4, 2)).toEqual([1, 0.75, 0.5, 0.25]);
  });

  it('linear ends at its floor', () => {
    expect(factors('linear', { floor: 0.2 }, 4, 2).map(factor => factor.toFixed(2))).toEqual([
      '1.00',
      '0.80',
      '0.60',
      '0.40',
    ]);
  });

  it('cosine goes down along half a cosine', () => {
    const expected = [0, 1, 2, 3].map(step => 0.5 + 0.5 * Math.cos((Math.PI * step) / 4));

    expectClose(factors('cosine', { floor: 0 }, 4, 2), expected, 1e-9);
  });

  it('step multiplies at every epoch named', () => {
    expect(factors('step', { at: [1, 2.5], factor: 0.5 }, 6, 2)).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
  });

  it('rises from nothing during its warmup, and only then begins its own curve', () => {
    expect(factors('linear', { floor: 0, warmup: 2 }, 8, 2)).toEqual([0.25, 0.5, 0.75, 1, 1, 0.75, 0.5, 0.25]);
  });

  it('counts the epochs of its steps from the start, warmup included', () => {
    expect(factors('step', { at: [2], factor: 0.1, warmup: 1 }, 6, 2)).toEqual([0.5, 1, 1, 1, 0.1, 0.1]);
  });

  it('is always a share of the rate, whatever the length of the warmup', () => {
    const anySchedule = fc.constantFrom<Configured>(
      { name: 'constant', settings: {} },
      { name: 'linear', settings: { floor: 0.1 } },
      { name: 'cosine', settings: { floor: 0 } },
      { name: 'step', settings: { at: [1, 3], factor: 0.1 } },
    );
    const anyLength = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        anySchedule,
        anyLength,
        anyLength,
        fc.double({ min: 0, max: 50, noNaN: true }),
        (of, steps, perEpoch, warmup) => {
          for (const factor of factors(of.name, { ...of.settings, warmup }, steps, perEpoch)) {
            expect(factor).toBeGreaterThanOrEqual(0);
            expect(factor).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
