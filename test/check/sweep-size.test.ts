import { describe, expect, it } from 'vitest';

import {
  along,
  constant,
  joinList,
  joinRecord,
  mostPoints,
  type Sweep,
  type SweepAxis,
} from '../../src/check/sweep.js';

const axis = (): SweepAxis => ({ short: 'x', longer: [], root: 'x', labels: [] });
const sweepOf = (length: number, on = axis()): Sweep<number> =>
  along(
    on,
    Array.from({ length }, (_, index) => constant(index)),
  );

describe('a sweep that nobody can want', () => {
  it('is too long after sixty doublings, of which none is walked', () => {
    const lists = joinList(Array.from({ length: 60 }, () => sweepOf(2)));

    expect(lists.length).toBeGreaterThan(mostPoints);
    expect(new Set(lists).size).toBe(1);
  });

  it('is too long as a record as well', () => {
    const records = joinRecord({ a: sweepOf(1_001), b: sweepOf(1_000), c: constant(1) });

    expect(records.length).toBeGreaterThan(mostPoints);
    expect(records[0]?.value).toEqual({ a: 0, b: 0, c: 1 });
  });

  it('is no longer than an axis that all its parts share', () => {
    const shared = axis();

    expect(joinList([sweepOf(1_000, shared), sweepOf(1_000, shared), sweepOf(1_000, shared)])).toHaveLength(1_000);
  });
});
