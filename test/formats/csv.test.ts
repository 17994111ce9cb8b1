import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvField, csvText } from '../../src/formats/index.js';

describe('csvText', () => {
  it('ends every record with CRLF and quotes only what needs it', () => {
    const text = csvText([
      ['name', 'value'],
      ['plain', 0.1],
      ['a,b', 'say "no"'],
      ['two\nlines', undefined],
    ]);

    expect(text).toBe('name,value\r\nplain,0.1\r\n"a,b","say ""no"""\r\n"two\nlines",\r\n');
  });

  it('can be read back field by field, whatever the fields hold', () => {
    const table = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom(',', '"', '\r', '\n', 'a', 'é') }), { minLength: 2, maxLength: 2 }),
    );

    fc.assert(
      fc.property(table, rows => {
        expect(readCsv(csvText(rows))).toEqual(rows);
      }),
    );
  });

  it('writes numbers that read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), value => {
        const text = csvText([[value] as CsvField[]]).trim();

        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

/** A reader written from the RFC alone. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const row: string[] = [];
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        for (at++; text[at] !== '"' || text[at + 1] === '"'; at += text[at] === '"' ? 2 : 1) field += text[at];
        at++;
      } else {
        for (; text[at] !== ',' && text[at] !== '\r'; at++) field += text[at];
      }
      row.push(field);
      if (text[at] === ',') at++;
      else break;
    }
    at += 2;
    rows.push(row);
  }
  return rows;
}
