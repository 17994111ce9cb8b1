import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** One case of a text file: `# name`, a source, `==>`, what is expected of it. */
export interface Case {
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

/** The cases of every `.txt` file in a folder, by file name. */
export function casesIn(folder: URL): ReadonlyMap<string, readonly Case[]> {
  const files = readdirSync(folder).filter(file => file.endsWith('.txt'));
  return new Map(files.map(file => [file, readCases(readFileSync(new URL(file, folder), 'utf8'))]));
}

/** Writes what the cases of a file give now as what is expected of them; the difference is for a person to judge. */
export function rewriteCases(file: URL, cases: readonly Case[], actual: (source: string) => string): void {
  const texts = cases.map(({ name, source }) => `# ${name}\n\n${source}\n\n==>\n${actual(source)}\n`);
  writeFileSync(file, texts.join('\n'));
}

/** A case begins with the first line that starts with `# ` behind an expectation; in a source such a line is a comment. */
function readCases(text: string): readonly Case[] {
  const cases: { name: string; source: string[]; expected: string[] }[] = [];
  let part: 'source' | 'expected' = 'expected';
  for (const line of text.split('\n')) {
    if (part === 'expected' && line.startsWith('# ')) {
      cases.push({ name: line.slice(2), source: [], expected: [] });
      part = 'source';
    } else if (line.startsWith('==>')) part = 'expected';
    else cases.at(-1)?.[part].push(line);
  }
  return cases.map(({ name, source, expected }) => ({ name, source: trimmed(source), expected: trimmed(expected) }));
}

const trimmed = (lines: readonly string[]): string => lines.join('\n').replace(/^\n+|\n+$/g, '');
