import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDiagnostics, checkFiles } from '../../src/check/index.js';
import { filesInMemory } from '../helpers/files-in-memory.js';
import { describeDiagnostic } from './describe-diagnostics.js';

const folder = join(import.meta.dirname, 'cases');
const update = process.env.CASES_UPDATE === '1';

interface Case {
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

/** `# title`, a blank line, source, `==>`, expected. In the source `--- name` begins another file. */
function readCases(text: string): readonly Case[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map(part => {
      const [title = '', ...lines] = part.split('\n');
      const [source = '', expected = ''] = lines.join('\n').split('==>');
      return { title, source: source.trim(), expected: expected.trim() };
    });
}

function findings(source: string): string {
  const [main = '', ...others] = source.split(/^--- /m);
  const used = others.map(
    other => [other.slice(0, other.indexOf('\n')), other.slice(other.indexOf('\n') + 1)] as const,
  );
  const reader = filesInMemory({ 'main.kd': main, ...Object.fromEntries(used) }, { '/x/link.kd': '/y/elsewhere.kd' });
  const { diagnostics } = checkFiles(['/x/main.kd'], reader);
  return diagnostics.map(diagnostic => describeDiagnostic(diagnostic, 'main.kd')).join('\n') || 'nothing to say';
}

const files = readdirSync(folder).map(name => {
  const cases = readCases(readFileSync(join(folder, name), 'utf8'));
  return { name, cases: cases.map(one => ({ ...one, found: findings(one.source) })) };
});

if (update) {
  for (const { name, cases } of files) {
    const text = cases.map(({ title, source, found }) => `# ${title}\n\n${source}\n\n==>\n${found}\n`).join('\n');
    writeFileSync(join(folder, name), text);
  }
}

describe.each(files)('$name', ({ cases }) => {
  it.each(cases)('$title', ({ expected, found }) => {
    if (!update) expect(found).toBe(expected);
  });
});

describe('the codes of the checker', () => {
  const all = files.flatMap(({ cases }) => cases.map(({ found }) => found)).join('\n');

  it.each(Object.values(checkDiagnostics))('$code has a case in which it is said', ({ code }) => {
    expect(all).toContain(code);
  });

  it('are never used twice', () => {
    const codes = Object.values(checkDiagnostics).map(({ code }) => code);

    expect(new Set(codes).size).toBe(codes.length);
  });
});
