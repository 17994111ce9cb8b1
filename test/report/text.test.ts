import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockText, cut, durationText, oneLine, pad, widthOf } from '../../src/report/index.js';
import { scaleFor, signedText, valueText } from '../../src/report/scale.js';
import { wrap } from '../../src/report/width.js';

const unicode = { unicode: true };

describe('numbers', () => {
  it.each([
    [0.97314, 'share', '97.31 %'],
    [1, 'share', '100.00 %'],
    [12_730, 'count', '12.7 k'],
    [669_706, 'count', '670 k'],
    [1_250_000, 'count', '1.25 M'],
    [999, 'count', '999'],
    [50_920, 'bytes', '50.9 kB'],
    [12, 'bytes', '12 B'],
    [0.41234, 'number', '0.4123'],
    [12.345, 'number', '12.35'],
    [0, 'number', '0'],
    [Number.NaN, 'number', 'NaN'],
  ] as const)('%d as %s reads %s', (value, unit, text) => {
    expect(valueText(value, unit)).toBe(text);
  });

  it('always gives a difference its sign, and zero no minus', () => {
    const scale = scaleFor('share', 1);

    expect([0.0086, -0.0086, -0.000001].map(value => signedText(value, scale))).toEqual(['+0.86', '-0.86', '+0.00']);
  });
});

describe('times', () => {
  it.each([
    [0.42, '0.4 s'],
    [9.96, '10 s'],
    [59.6, '1 min 00 s'],
    [125, '2 min 05 s'],
    [11_220, '3 h 07 min'],
    [187_200, '2 d 04 h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it('shows a running clock', () => {
    expect([7_900, 765_000, 11_229_000].map(clockText)).toEqual(['0:07', '12:45', '3:07:09']);
  });
});

describe('oneLine', () => {
  it('keeps the first line, and nothing that moves a cursor', () => {
    expect(oneLine('\n\u001B[31mno\u0000 \u001B[2Jmemory\u001B[39m\r\nat train')).toBe('no  memory');
  });
});

describe('width', () => {
  it('counts what a terminal shows, not characters', () => {
    expect([widthOf('数字'), widthOf('é'), widthOf('\u001B[31mred\u001B[39m')]).toEqual([4, 1, 3]);
    expect(pad('数字', 6)).toBe('数字  ');
  });

  it('cuts to a width, whole characters only', () => {
    expect([cut('temperature', 8, unicode), cut('数字数字', 6, unicode), cut('short', 8, unicode)]).toEqual([
      'tempera…',
      '数字…',
      'short',
    ]);
    expect(cut('temperature', 8, { unicode: false })).toBe('tempera~');
  });

  it('never makes text wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 20 }), (text, width) => {
        expect(widthOf(cut(text, width, unicode))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('wraps between words', () => {
    expect(wrap('one two three', 8, '  ')).toEqual(['one two', '  three']);
  });
});
