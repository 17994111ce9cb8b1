import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';

import { viewLine } from '../../../src/cli/diagnostics/line-view.js';

const anyLine = fc.string({ unit: 'binary', maxLength: 300 }).map(text => text.replace(/[\r\n]/g, ''));

describe('a line on the screen', () => {
  it('is never wider than it may be, whatever it holds and wherever one looks', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(320), fc.integer({ min: 10, max: 120 }), (line, focus, width) => {
        expect(stringWidth(viewLine(line, focus + 1, width).text)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('has its columns in order, inside of it', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(320), fc.integer({ min: 10, max: 120 }), (line, focus, width) => {
        const view = viewLine(line, focus + 1, width);
        const columns = Array.from({ length: line.length + 1 }, (_, at) => view.screenColumn(at + 1));

        expect(columns).toEqual(columns.toSorted((a, b) => a - b));
        expect(Math.max(...columns)).toBeLessThanOrEqual(width);
        expect(Math.min(...columns)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
