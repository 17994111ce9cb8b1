import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';

import { seeAlso } from '../../grammar/index.js';
import { painter } from '../../src/cli/paint.js';
import { renderDiagnostic } from '../../src/cli/render-diagnostic.js';
import { mistake, spanOf } from './diagnostics/diagnostics.js';

const plain = { paint: painter(false), columns: 80 };
const source = (text: string, path = 'first.kd') => ({ path, text });

/** The text that stands above the underline in the last two excerpt lines. */
function underlined(rendered: string): string {
  const lines = rendered.split('\n');
  const at = lines.findIndex(line => /\| +[\^-]/.test(line));
  const mark = lines[at]!;
  const start = mark.search(/[\^]/);
  const width = mark.slice(start).match(/^\^+/)![0].length;
  let column = 0;
  let found = '';
  for (const { segment: character } of new Intl.Segmenter().segment(lines[at - 1]!)) {
    if (column >= start && column < start + width) found += character;
    column += stringWidth(character);
  }
  return found;
}

describe('a diagnostic on the terminal', () => {
  it('underlines nothing in a text that is empty or could not be read', () => {
    const rendered = renderDiagnostic(mistake(source(''), ''), plain);

    expect(rendered).not.toContain('|');
  });

  it('shows place, code, text, the line with the place underlined, and help', () => {
    const file = source('teacher big { net mlp(64) }\nexperiment first { teacher bigg }\n');

    const rendered = renderDiagnostic(
      mistake(file, 'bigg', 'no teacher is named `bigg`', 'did you mean `big`?'),
      plain,
    );

    expect(rendered).toBe(
      [
        'first.kd:2:28: error KD2999: no teacher is named `bigg`',
        ' 2 | experiment first { teacher bigg }',
        '   |                            ^^^^',
        '   help: did you mean `big`?',
      ].join('\n'),
    );
  });

  it('shows another place of the same file in the same excerpt, in the order of lines', () => {
    const file = source('let a = 1\n\n\nlet a = 2\n');
    const found = seeAlso(mistake(file, 'a = 2', 'declared twice'), spanOf(file, 'a = 1'), 'declared here');

    const rendered = renderDiagnostic(found, plain);

    expect(rendered.split('\n').slice(1)).toEqual([
      ' 1 | let a = 1',
      '   |     ----- declared here',
      ' .',
      ' 4 | let a = 2',
      '   |     ^^^^^',
    ]);
  });

  it('shows a place in another file below, under the name of that file', () => {
    const other = source('let a = 1\n', 'shared/other.kd');
    const found = seeAlso(mistake(source('let a = 2\n'), 'a'), spanOf(other, 'a'), 'declared here');

    const rendered = renderDiagnostic(found, plain);

    expect(rendered).toContain('shared/other.kd:1:5: note: declared here\n 1 | let a = 1\n   |     -');
  });

  it('keeps the underline under the place behind tabs', () => {
    expect(underlined(renderDiagnostic(mistake(source('\t\tnet\tmpl(3)'), 'mpl'), plain))).toBe('mpl');
  });

  it('keeps the underline under the place behind wide characters and joined emoji', () => {
    const text = 'about "漢字かな 👩‍👩‍👧 é" strategy kdd';

    expect(underlined(renderDiagnostic(mistake(source(text), 'kdd'), plain))).toBe('kdd');
  });

  it('underlines wide characters over their whole width', () => {
    expect(underlined(renderDiagnostic(mistake(source('let 漢字 = 1'), '漢字'), plain))).toBe('漢字');
  });

  it('cuts a long line around the place', () => {
    const text = `${'x '.repeat(5_000)}wrong ${'y '.repeat(5_000)}`;

    const rendered = renderDiagnostic(mistake(source(text), 'wrong'), plain);

    expect(underlined(rendered)).toBe('wrong');
    for (const line of rendered.split('\n').slice(1)) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });

  it('underlines one column where a place is empty, as at the end of a file', () => {
    const file = source('let a =');
    const found = { ...mistake(file, '='), span: { source: file, start: 7, end: 7 } };

    expect(renderDiagnostic(found, plain).split('\n')[2]).toBe('   |        ^');
  });

  it('underlines a place of several lines on its first', () => {
    const file = source('teacher big {\n  net mlp(3)\n');

    const rendered = renderDiagnostic(mistake(file, '{\n  net'), plain);

    expect(rendered.split('\n').slice(1)).toEqual([' 1 | teacher big {', '   |             ^']);
  });

  it('sends no control character and no reordering mark of the author to the terminal', () => {
    const text = 'let a = "\u001b[2J\u0007\u009b\u202e\u2066 \u0000 \ud800"';

    const rendered = renderDiagnostic(mistake(source(text, 'a\u001b.kd'), '= "', 'wrong \u001b[31m'), plain);

    expect(rendered).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('says the same in colour, with escape codes around', () => {
    const found = mistake(source('let a = 2\n'), 'a', 'wrong', 'right it');

    const coloured = renderDiagnostic(found, { ...plain, paint: painter(true) });

    expect(coloured).toContain('\u001b[31m');
    expect(stripVTControlCharacters(coloured)).toBe(renderDiagnostic(found, plain));
  });
});
