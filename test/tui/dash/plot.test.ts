import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../src/report/index.js';
import { plot } from '../../../src/tui/dash/plot.js';
import { sparkline } from '../../../src/tui/dash/sparkline.js';

const unicode = { unicode: true };
const ascii = { unicode: false };
const anyValues = fc.array(fc.double({ min: -1e9, max: 1e9 }), { maxLength: 300 });

describe('sparkline', () => {
  it('rises as its values do, and leaves a gap where there is no number', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8, unicode)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([1, Number.NaN, 2], 8, unicode)).toBe('▁ █');
    expect(sparkline([0, 1], 8, ascii)).toBe('_#');
    expect(sparkline([], 8, unicode)).toBe('');
  });

  it('averages neighbours where it is narrower than its values', () => {
    expect(sparkline([0, 0, 1, 1, 2, 2], 3, unicode)).toBe('▁▅█');
  });

  it('is never wider than it may be', () => {
    fc.assert(
      fc.property(anyValues, fc.nat(60), (values, width) => {
        expect(widthOf(sparkline(values, width, unicode))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('plot', () => {
  it('joins values from the left edge to where they have come', () => {
    expect(plot([3, 2, 1, 0], 4, { width: 4, height: 4 }, ascii)).toEqual(['*   ', ' *  ', '  * ', '   *']);
    expect(plot([3, 0], 8, { width: 8, height: 2 }, ascii)).toEqual(['*       ', ' *      ']);
  });

  it('has four dots above each other in a character of braille', () => {
    expect(plot([0, 1], 2, { width: 1, height: 1 }, unicode)).toEqual(['⡜']);
  });

  it('fills its box and no more, whatever the values', () => {
    fc.assert(
      fc.property(
        anyValues,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (values, width, height) => {
          const rows = plot(values, 300, { width, height }, unicode);

          expect(rows).toHaveLength(height);
          expect(rows.every(row => widthOf(row) === width)).toBe(true);
        },
      ),
    );
  });
});
