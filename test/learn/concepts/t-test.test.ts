import { describe, expect, it } from 'vitest';
import { tTest } from '../../../src/learn/concepts/t-test.js';
import { random } from '../../../src/lib/random.js';

describe('the t test of two samples', () => {
  it('finds t = 6.928 with 6 degrees of freedom for (.9, .8, 1, .9) against (.5, .4, .6, .5)', () => {
    const { t, df, p } = tTest([0.9, 0.8, 1, 0.9], [0.5, 0.4, 0.6, 0.5]);

    expect(t).toBeCloseTo(6.928, 3);
    expect(df).toBe(6);
    expect(p).toBeCloseTo(0.000448, 5);
  });

  it('is certain of unequal samples without spread, and sees nothing in equal ones', () => {
    expect(tTest([0.1, 0.1, 0.1], [0.3, 0.3]).p).toBe(0);
    expect(tTest([0.1, 0.1, 0.1], [0.1, 0.1]).p).toBe(1);
  });

  it('sees nothing in less than two values', () => {
    expect(tTest([1], [0, 0.1, 0.2]).p).toBe(1);
    expect(tTest([], [0, 0.1]).p).toBe(1);
  });

  it('rejects equal means about as often as it says', () => {
    const draws = random(5);
    const sample = (name: string, trial: number): number[] =>
      Array.from({ length: 10 }, (_, at) => draws.for(name, trial).normal(at));
    const rejected = Array.from({ length: 1000 }, (_, trial) => tTest(sample('a', trial), sample('b', trial)).p < 0.05);

    const rate = rejected.filter(Boolean).length / rejected.length;
    expect(rate).toBeGreaterThan(0.03);
    expect(rate).toBeLessThan(0.07);
  });
});
