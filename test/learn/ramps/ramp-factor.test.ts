import { describe, expect, it } from 'vitest';
import { ramps } from '../../../src/catalogue/index.js';
import { rampFactor } from '../../../src/learn/ramps/index.js';
import { expectClose } from '../numerics.js';

const names = Object.keys(ramps);
const factors = (name: string, epochs: readonly number[]) =>
  epochs.map(epoch => rampFactor({ name, settings: { epochs: 4 } }, epoch));

describe('a ramp', () => {
  it('sigmoid is exp(−5 (1 − t)²)', () => {
    expectClose(factors('sigmoid', [0, 1, 2, 3, 4]), [0.006738, 0.060055, 0.286505, 0.731616, 1], 1e-6);
  });

  it('linear is a line', () => {
    expect(factors('linear', [0, 1, 2, 3, 4])).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('cosine is half of its way at half of its time', () => {
    expect(factors('cosine', [0, 2, 4])).toEqual([0, 0.5, 1]);
  });

  it.each(names)('%s never falls, and stays at 1 once it is there', name => {
    const rising = factors(name, [0, 0.3, 1, 1.7, 2, 3, 3.9, 4, 5, 100]);

    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(rising.slice(-3)).toEqual([1, 1, 1]);
  });
});
