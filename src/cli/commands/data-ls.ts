import { statSync } from 'node:fs';
import { dirname } from 'node:path';

import { datasets } from '../../catalogue/index.js';
import { locate } from '../../data/index.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';

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

/** `kd data ls`: what there is, and what to do about what there is not. */
export const dataLs: CommandAction = async (_args, options, terminal) => {
  const rows = Object.entries(datasets).map(([name, { help, licence, examples, classes, obtain }]): Row => {
    const found = locate({ name, settings: {} }, terminal.env);
    const about = { name, help, licence, examples, classes: classes.length };
    if ('missing' in found) return { ...about, obtain };
    const paths = found.files.map(({ path }) => path);
    const sizeBytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    return { ...about, folder: dirname(paths[0] ?? ''), sizeBytes };
  });
  terminal.out(options.json ? `${JSON.stringify(rows, undefined, 2)}\n` : `${textOf(rows)}\n`);
  return exitCode.done;
};

const textOf = (rows: readonly Row[]): string =>
  rows
    .flatMap(({ name, help, licence, examples, classes, folder, sizeBytes, obtain }) => [
      `${name}: ${help}`,
      ...columns([
        ['examples', `${examples.train} train, ${examples.test} test, ${classes} classes`],
        ['licence', licence],
        folder === undefined ? ['missing', `${obtain}`] : ['found', `${folder} (${sizeText(sizeBytes)})`],
      ]),
    ])
    .join('\n');

const sizeText = (bytes = 0): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
