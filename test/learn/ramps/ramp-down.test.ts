import { describe, expect, it } from 'vitest';
import { rampDown } from '../../../src/learn/ramps/index.js';

describe('the ramp down', () => {
  it('is 1 until its stretch begins, and for ever where there is none', () => {
    expect([100, 30, 25].map(left => rampDown(left, 25))).toEqual([1, 1, 1]);
    expect(rampDown(0, 0)).toBe(1);
  });

  it('falls as exp(−12.5 t²) and ends at 3.7e-6', () => {
    expect(rampDown(12.5, 25)).toBeCloseTo(Math.exp(-12.5 / 4), 8);
    expect(rampDown(0, 25)).toBeCloseTo(3.7e-6, 7);
  });
});
