import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalT, twoSidedP } from '../../src/lib/t-distribution.js';
import { bootstrapInterval } from '../../src/report/bootstrap.js';
import { holm } from '../../src/report/holm.js';
import { pairedDifference } from '../../src/report/paired.js';
import { seedsNeeded } from '../../src/report/seeds-needed.js';
import { signFlipP } from '../../src/report/sign-flip.js';
import { median, summarize } from '../../src/report/statistics.js';

const bySeed = (...values: number[]): Map<number, number> => new Map(values.map((value, at) => [at + 1, value]));

describe('summarize', () => {
  it('gives mean, sample standard deviation and t interval', () => {
    const { n, mean, sd, ci95 } = summarize([1, 2, 3]);

    expect([n, mean, sd]).toEqual([3, 2, 1]);
    expect(ci95?.[0]).toBeCloseTo(2 - 4.30265273 / Math.sqrt(3), 6);
    expect(ci95?.[1]).toBeCloseTo(2 + 4.30265273 / Math.sqrt(3), 6);
  });

  it('says nothing of the spread of one value', () => {
    expect(summarize([0.9])).toEqual({ n: 1, mean: 0.9 });
  });

  it('finds no spread in equal values, rounding or not', () => {
    const { sd, ci95 } = summarize([0.1 + 0.2, 0.3, 0.3]);

    expect(sd).toBe(0);
    expect(ci95?.[0]).toBe(ci95?.[1]);
  });

  it('finds the middle of odd and even numbers of values', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, Number.NaN]);
  });
});

describe("Student's distribution", () => {
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [5, 2.57058],
    [30, 2.04227],
  ])('has the tabled quantile for %i degrees of freedom', (degrees, tabled) => {
    expect(criticalT(0.95, degrees)).toBeCloseTo(tabled, 4);
  });

  it('agrees with the closed forms of one and two degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), t => {
        expect(twoSidedP(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
        expect(twoSidedP(-t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
      }),
    );
  });
});

describe('signFlipP', () => {
  it('can go no lower than 2 in 2ⁿ', () => {
    expect(signFlipP([1, 2, 3, 4, 5])).toBe(2 / 32);
  });

  it('is 1 where nothing differs, and unknown for nothing and for many', () => {
    expect([signFlipP([0, 0]), signFlipP([]), signFlipP(new Array(17).fill(1))]).toEqual([1, undefined, undefined]);
  });

  it('agrees with listing all signs', () => {
    const differences = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 8 });

    fc.assert(
      fc.property(differences, values => {
        const sums = values.reduce<number[]>((all, value) => all.flatMap(sum => [sum + value, sum - value]), [0]);
        const seen = Math.abs(values.reduce((sum, value) => sum + value, 0));

        expect(signFlipP(values)).toBe(sums.filter(sum => Math.abs(sum) >= seen).length / sums.length);
      }),
    );
  });
});

describe('holm', () => {
  it('multiplies the smallest by all, the next by one less, and never turns the order round', () => {
    expect(holm([0.01, 0.04, 0.03]).map(p => p.toFixed(3))).toEqual(['0.030', '0.060', '0.060']);
  });

  it('stays between the p value and that of Bonferroni', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }), ps => {
        for (const [at, corrected] of holm(ps).entries()) {
          expect(corrected).toBeGreaterThanOrEqual(ps[at]!);
          expect(corrected).toBeLessThanOrEqual(Math.min(1, ps[at]! * ps.length));
        }
      }),
    );
  });
});

describe('pairedDifference', () => {
  it('tests the differences of common seeds, here 1, 2 and 3', () => {
    const found = pairedDifference(bySeed(11, 22, 33, 99), bySeed(10, 20, 30));

    expect(found).toMatchObject({ pairs: 3, difference: 2, signFlipP: 0.25, test: 'paired-t' });
    expect(found.p).toBeCloseTo(1 - Math.sqrt(12 / 14), 6); // t = 2·√3, two degrees of freedom
    expect(found.ci95?.[0]).toBeCloseTo(2 - 4.30265273 / Math.sqrt(3), 6);
  });

  it('is not made certain by differences that are all the same', () => {
    expect(pairedDifference(bySeed(2, 3, 4), bySeed(1, 2, 3))).toMatchObject({
      difference: 1,
      p: 0.25,
      test: 'sign-flip',
    });
  });

  it('sees no difference where there is none', () => {
    expect(pairedDifference(bySeed(1, 2), bySeed(1, 2))).toMatchObject({ difference: 0, p: 1 });
  });

  it('tests nothing with one pair or none', () => {
    const one = pairedDifference(bySeed(3), bySeed(1));
    const none = pairedDifference(bySeed(3), new Map());

    expect(one).toEqual({ pairs: 1, difference: 2, test: 'none' });
    expect(none).toEqual({ pairs: 0, test: 'none' });
  });
});

describe('bootstrapInterval', () => {
  it('counts every way to draw three values again', () => {
    const all = [0, 3, 9]
      .flatMap(a => [0, 3, 9].flatMap(b => [0, 3, 9].map(c => (a + b + c) / 3)))
      .sort((a, b) => a - b);

    expect(bootstrapInterval([0, 3, 9])).toEqual([all[0], all[26]]); // 1/27 is more than 2.5 %
  });

  it('agrees with listing all samples', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 5 });

    fc.assert(
      fc.property(values, sample => {
        const sums = sample.reduce<number[]>(all => all.flatMap(sum => sample.map(value => sum + value)), [0]);
        const means = sums.map(sum => sum / sample.length).sort((a, b) => a - b);
        const at = (share: number): number => means[Math.ceil(share * means.length) - 1]!;

        const [low, high] = bootstrapInterval(sample);

        expect(low).toBeCloseTo(at(0.025), 9);
        expect(high).toBeCloseTo(at(0.975), 9);
      }),
      { numRuns: 30 },
    );
  });

  it('draws from more than eight values, the same each time, and comes near the t interval of many', () => {
    const values = Array.from({ length: 40 }, (_, at) => Math.sin(at * 12.9898) * 3);
    const { ci95 } = summarize(values);

    const drawn = bootstrapInterval(values);

    expect(drawn).toEqual(bootstrapInterval(values));
    expect(drawn[0]).toBeCloseTo(ci95![0], 0);
    expect(drawn[1]).toBeCloseTo(ci95![1], 0);
  });
});

describe('seedsNeeded', () => {
  it('gives the tabled sizes of paired t tests at 5 %', () => {
    expect([0.5, 0.8, 1].map(effect => seedsNeeded(effect, 0.05))).toEqual([34, 15, 10]);
  });

  it('asks for more where the effect is smaller or the level stricter, and gives up beyond 1000', () => {
    expect(seedsNeeded(-0.5, 0.05)).toBe(seedsNeeded(0.5, 0.05));
    expect(seedsNeeded(0.5, 0.01)).toBeGreaterThan(34);
    expect(seedsNeeded(0.05, 0.05)).toBeUndefined();
  });
});
