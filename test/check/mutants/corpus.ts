import { readdirSync, readFileSync } from 'node:fs';

import { checkDiagnostics } from '../../../src/check/index.js';
import { casesIn } from '../../grammar/cases.js';

/** A file to mutate, and the files it may `use`, by name. */
export interface Original {
  readonly text: string;
  readonly used: Readonly<Record<string, string>>;
}

const huge = [checkDiagnostics.tooManyPoints, checkDiagnostics.tooMuch];

const root = new URL('../../../', import.meta.url);

/**
 * Every `.kd` text of the repository: the experiments, the cases of grammar and checker, the language reference. Cases
 * that stand for a million points or values are left out: a change of one character makes them files that take seconds
 * by right.
 */
export function corpus(): readonly Original[] {
  const cases = ['test/check/cases/', 'test/grammar/cases/'].flatMap(folder =>
    [...casesIn(new URL(folder, root)).values()]
      .flat()
      .filter(({ expected }) => !huge.some(({ code }) => expected.includes(code)))
      .map(({ source }) => source),
  );
  const experiments = readdirSync(new URL('experiments/', root))
    .filter(name => name.endsWith('.kd'))
    .map(name => readFileSync(new URL(`experiments/${name}`, root), 'utf8'));
  const reference = readFileSync(new URL('grammar/README.md', root), 'utf8');
  const examples = [...reference.matchAll(/^```kd\n(.*?)```/gms)].map(([, text = '']) => text);
  return [...experiments, ...cases, ...examples].filter(text => text !== '').map(original);
}

/** In a case, `--- name` begins another file. */
function original(source: string): Original {
  const [text = '', ...others] = source.split(/^--- /m);
  const used = others.map(other => {
    const end = other.indexOf('\n');
    return [other.slice(0, end), other.slice(end + 1)] as const;
  });
  return { text, used: Object.fromEntries(used) };
}
