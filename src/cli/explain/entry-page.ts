import type { DatasetEntry, DatasetFacts, Entry } from '../../catalogue/index.js';
import { columns } from '../columns.js';
import type { Paint } from '../paint.js';
import { typeText } from './type-text.js';
import { valueText } from './value-text.js';

/** All there is to say about an entry of the catalogue: parameters, types, ranges, defaults, source, an example. */
export function entryPage(name: string, entry: Entry, paint: Paint): string[] {
  const parameters = Object.entries(entry.parameters).map(([parameter, { type, help, ...rest }]) => [
    parameter,
    typeText(type),
    rest.default !== undefined ? `default ${valueText(rest.default)}` : rest.optional ? 'optional' : 'must be given',
    help,
  ]);
  const byPosition = entry.rest ? `${entry.rest}, as many as wanted` : entry.positional?.join(', ');
  return [
    `${paint('bold', name)} (${entry.kind}): ${entry.help}`,
    ...factsOf(entry),
    ...(parameters.length > 0 ? ['', ...columns(parameters)] : []),
    ...(byPosition ? ['', `  by position: ${byPosition}`] : []),
    '',
    `  ${paint('cyan', entry.example)}`,
    ...(entry.source ? ['', `  source: ${entry.source}`] : []),
  ];
}

/** What only some kinds of entry know of themselves. */
function factsOf(entry: Entry): string[] {
  const facts: string[] = [];
  if ('needs' in entry && isRecord(entry.needs)) {
    const needs = Object.entries(entry.needs).map(([what, how]) => (how === true ? what : `${what} (${String(how)})`));
    if (needs.length > 0) facts.push(`  needs ${needs.join(', ')}`);
  }
  if ('better' in entry) facts.push(`  ${String(entry.better)} is better`);
  if (entry.kind === 'dataset') facts.push(...aboutData((entry as DatasetEntry).facts));
  if ('licence' in entry) facts.push(`  licence: ${String(entry.licence)}`);
  return facts;
}

function aboutData(facts: DatasetFacts | undefined): string[] {
  if (!facts) return ['  shape, classes and number of examples are those of its files'];
  const { input, classes, examples } = facts;
  return [
    `  ${examples.train} train, ${examples.test} test examples of ${input.join(' × ')}`,
    `  classes: ${classes.join(', ')}`,
  ];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
