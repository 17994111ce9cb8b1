import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Partners } from '../../src/check/partners.js';
import { along, constant, join, joinRecord, type SweepAxis } from '../../src/check/sweep.js';

const axis = (name: string, size: number): SweepAxis => ({
  short: name,
  longer: [],
  root: name,
  labels: Array.from({ length: size }, (_, index) => String(index)),
});

const swept = (of: SweepAxis) => along(of, of.labels.map(constant));

describe('a sweep', () => {
  it('of independent axes has every point of their product, the last moving fastest', () => {
    const record = joinRecord({ a: swept(axis('a', 2)), b: swept(axis('b', 2)), c: constant('x') });

    expect(record.map(({ value }) => `${value.a}${value.b}${value.c}`)).toEqual(['00x', '01x', '10x', '11x']);
  });

  it('walks an axis used twice once', () => {
    const shared = axis('a', 3);

    const pairs = join(swept(shared), swept(shared), (one, other) => [one, other]);

    expect(pairs.map(({ value }) => value)).toEqual([
      ['0', '0'],
      ['1', '1'],
      ['2', '2'],
    ]);
  });

  it('is joined with what agrees along the axes both have, and with no more', () => {
    const shared = axis('a', 3);
    const both = join(swept(shared), swept(axis('b', 2)), (a, b) => a + b);

    const partners = new Partners(both).of(new Map([[shared, 1]]));

    expect(partners.map(({ value }) => value)).toEqual(['10', '11']);
    expect(new Partners(both).of(new Map([[axis('c', 2), 1]]))).toBe(both);
  });

  it('has as many points as the product of the axes it depends on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 3 }), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
        (uses, sizes) => {
          const axes = sizes.map((size, index) => axis(String(index), size));
          const sweeps = uses.map(use => swept(axes[use] as SweepAxis));

          const joined = sweeps.reduce((sum, sweep) => join(sum, sweep, (a, b) => a + b), constant(''));

          const expected = [...new Set(uses)].reduce((product, use) => product * (sizes[use] ?? 1), 1);
          expect(joined).toHaveLength(expected);
        },
      ),
    );
  });

  it('keeps parts that do not depend on an axis one object in all points', () => {
    const part = { fixed: true };

    const record = joinRecord({ part: constant(part), a: swept(axis('a', 4)) });

    expect(new Set(record.map(({ value }) => value.part))).toEqual(new Set([part]));
  });
});
