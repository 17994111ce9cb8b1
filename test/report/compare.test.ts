import { describe, expect, it } from 'vitest';
import { compareCells } from '../../src/report/compare.js';

const bySeed = (...values: number[]): Map<number, number> => new Map(values.map((value, at) => [at + 1, value]));
const compare = { baseline: 'none', metric: 'accuracy' };
const baseline = bySeed(0.9, 0.91, 0.905, 0.9, 0.902);
const above = { values: bySeed(0.95, 0.962, 0.953, 0.951, 0.953), against: baseline };
const below = { values: bySeed(0.85, 0.858, 0.856, 0.849, 0.853), against: baseline };
const beside = { values: bySeed(0.91, 0.9, 0.906, 0.899, 0.903), against: baseline };
const faint = { values: bySeed(0.93, 0.92, 0.925, 0.931, 0.902), against: baseline };

describe('compareCells', () => {
  it('calls better what lies on the good side of the metric', () => {
    const larger = compareCells([above, below, beside], compare, 'larger');
    const smaller = compareCells([above, below, beside], compare, 'smaller');

    expect(larger.map(({ verdict }) => verdict)).toEqual(['better', 'worse', 'no difference shown']);
    expect(smaller.map(({ verdict }) => verdict)).toEqual(['worse', 'better', 'no difference shown']);
  });

  it('lets no difference pass that the number of comparisons explains', () => {
    const [alone] = compareCells([faint], compare, 'larger');
    const crowd = compareCells([faint, beside, beside, beside], compare, 'larger');

    expect(alone?.verdict).toBe('better');
    expect(crowd[0]).toMatchObject({ p: alone?.p, pHolm: 4 * alone!.p!, verdict: 'no difference shown' });
  });

  it('corrects for cells that were given up as for those compared', () => {
    const [alone] = compareCells([faint], compare, 'larger');
    const [chosen] = compareCells([faint], compare, 'larger', 3);

    expect(chosen?.pHolm).toBeCloseTo(4 * (alone?.pHolm ?? 0));
  });

  it('counts cells that cannot be tested as no comparison', () => {
    const single = { values: bySeed(0.99), against: baseline };
    const [untested, tested] = compareCells([single, above], compare, 'larger');

    expect(untested).toMatchObject({ difference: expect.closeTo(0.09), verdict: 'no difference shown', test: 'none' });
    expect(tested?.pHolm).toBe(tested?.p);
  });
});
