import { statSync } from 'node:fs';
import { dirname } from 'node:path';

import { type DatasetEntry, datasets } from '../../catalogue/index.js';
import { locate, sourceOf } from '../../data/index.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { sizeText } from '../size-text.js';
import type { Terminal } from '../terminal.js';

/** A published set. */
interface Row {
  readonly name: string;
  readonly help: string;
  readonly licence: string;
  readonly examples: { readonly train: number; readonly test: number };
  readonly classes: number;
  /** Absent where it is not there; then `obtain` says what to do. */
  readonly folder?: string;
  readonly sizeBytes?: number;
  readonly obtain?: string;
}

/** A layout in which data of one's own can be read. */
interface Layout {
  readonly name: string;
  readonly help: string;
  readonly example: string;
}

/** `kd data ls`: what there is, what to do about what is not there, and how data of one's own are read. */
export const dataLs: CommandAction = async (_args, options, terminal) => {
  const entries: readonly (readonly [string, DatasetEntry])[] = Object.entries(datasets);
  const rows = entries.flatMap(([name, entry]) => rowOf(name, entry, terminal));
  const layouts = entries
    .filter(([name]) => sourceOf({ name, settings: {} }).kind === 'own')
    .map(([name, { help, example }]): Layout => ({ name, help, example }));
  const shown = options.json ? JSON.stringify([...rows, ...layouts], undefined, 2) : textOf(rows, layouts);
  terminal.out(`${shown}\n`);
  return exitCode.done;
};

function rowOf(name: string, { help, licence, facts, obtain }: DatasetEntry, terminal: Terminal): readonly Row[] {
  if (!facts) return [];
  const found = locate({ name, settings: {} }, terminal.env);
  const about = { name, help, licence, examples: facts.examples, classes: facts.classes.length };
  if ('missing' in found) return [{ ...about, obtain }];
  const paths = found.files.map(({ path }) => path);
  const sizeBytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  return [{ ...about, folder: dirname(paths[0] ?? ''), sizeBytes }];
}

const textOf = (rows: readonly Row[], layouts: readonly Layout[]): string =>
  [
    ...rows.flatMap(({ name, help, licence, examples, classes, folder, sizeBytes, obtain }) => [
      `${name}: ${help}`,
      ...columns([
        ['examples', `${examples.train} train, ${examples.test} test, ${classes} classes`],
        ['licence', licence],
        folder === undefined ? ['missing', `${obtain}`] : ['found', `${folder} (${sizeText(sizeBytes ?? 0)})`],
      ]),
    ]),
    '',
    'Data of your own, where an experiment names the folder or file:',
    ...columns(layouts.map(({ example, help }) => [example.replace('dataset ', ''), help])),
  ].join('\n');
