import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine, parseJsonLine, parseJsonLines } from '../../src/formats/index.js';

describe('jsonLine', () => {
  it('writes numbers that JSON lacks as strings', () => {
    expect(jsonLine({ loss: Number.NaN, top: Infinity, low: -Infinity })).toBe(
      '{"loss":"NaN","top":"Infinity","low":"-Infinity"}\n',
    );
  });

  it('is one line and reads back to the same value', () => {
    const record = fc.dictionary(
      fc.string(),
      fc.oneof(
        fc.double(),
        fc.string().filter(text => !/^(NaN|-?Infinity)$/.test(text)),
      ),
    );

    fc.assert(
      fc.property(record, value => {
        const line = jsonLine(value);

        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseJsonLine(line)).toEqual(withoutMinusZero(value));
      }),
    );
  });
});

describe('parseJsonLines', () => {
  it('leaves out a torn last line', () => {
    expect(parseJsonLines('{"a":1}\n{"a":2}\n{"a":')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('refuses a broken line in the middle', () => {
    expect(() => parseJsonLines('{"a":\n{"a":2}\n')).toThrow(SyntaxError);
  });
});

const withoutMinusZero = (value: Record<string, number | string>): Record<string, number | string> =>
  Object.fromEntries(Object.entries(value).map(([key, field]) => [key, field === 0 ? 0 : field]));
