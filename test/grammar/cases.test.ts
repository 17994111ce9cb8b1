import { describe, expect, it } from 'vitest';
import { type Diagnostic, parse, positionOf, syntaxDiagnostics } from '../../grammar/index.js';
import { casesIn, rewriteCases } from './cases.js';

const folder = new URL('./cases/', import.meta.url);
const files = casesIn(folder);

for (const [file, cases] of files) {
  describe(file, () => {
    if (process.env.CASES_UPDATE) rewriteCases(new URL(file, folder), cases, diagnose);
    it.each(cases)('$name', ({ source, expected }) => {
      const actual = diagnose(source);

      if (!process.env.CASES_UPDATE) expect(actual).toBe(expected);
    });
  });
}

describe('the cases', () => {
  const all = [...files.values()].flat();

  it('have names of their own', () => {
    const names = all.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  it.each(syntaxDiagnostics)('show $code, $title', ({ code }) => {
    const isMadeInCode = ['KD1002', 'KD1010', 'KD1104', 'KD1901'].includes(code);

    expect(isMadeInCode || all.some(({ expected }) => expected.includes(code))).toBe(true);
  });

  it('are as many as the prototype was measured with', () => {
    const broken = all.filter(({ expected }) => expected !== 'nothing to report');
    const mistakes = broken.flatMap(({ expected }) => expected.split('\n').filter(line => line.startsWith('KD')));

    expect(broken.length).toBeGreaterThanOrEqual(57);
    expect(mistakes.length).toBeGreaterThanOrEqual(72);
  });
});

/** `KD1101 2:10-2:11  text; help: what to do`, a line for each mistake. Ends are exclusive. */
function diagnose(text: string): string {
  const source = { path: 'case.kd', text };
  const { diagnostics } = parse(source);
  return diagnostics.map(line).join('\n') || 'nothing to report';

  function line({ code, span, message, help, related }: Diagnostic): string {
    const places = related.map(other => `; ${other.message} ${place(other.span.start)}-${place(other.span.end)}`);
    return `${code} ${place(span.start)}-${place(span.end)}  ${message}${places.join('')}${help ? `; help: ${help}` : ''}`;
  }

  function place(offset: number): string {
    const { line, column } = positionOf(source, offset);
    return `${line}:${column}`;
  }
}
