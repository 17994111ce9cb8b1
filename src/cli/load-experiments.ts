import { resolve } from 'node:path';

import type { Diagnostic } from '../../grammar/index.js';
import { type Checked, checkFiles } from '../check/index.js';
import { fileReader, stdinName } from './file-reader.js';
import { onlyMatching } from './only.js';
import { painter } from './paint.js';
import { renderDiagnostic } from './render-diagnostic.js';
import { splitOnce } from './split-once.js';
import type { Terminal } from './terminal.js';

/** Flags that decide what the files mean. */
export interface CheckOptions {
  readonly set?: readonly string[];
  readonly only?: readonly string[];
  readonly seed?: string;
  readonly allowPath?: readonly string[];
}

/** Checks files as named on the command line; `-` is standard input. */
export async function checkNamed(
  files: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Checked> {
  const stdin = files.includes('-') ? await terminal.input() : undefined;
  const reader = fileReader(terminal.cwd, stdin);
  const paths = files.map(file => resolve(terminal.cwd, file === '-' ? stdinName : file));
  return checkFiles([...new Set(paths)], reader, {
    allowPaths: (options.allowPath ?? []).map(path => resolve(terminal.cwd, path)),
    overrides: overridesOf(options),
  });
}

/** The experiments that are to be planned, or undefined where the files are wrong; all mistakes are told. */
export async function loadExperiments(
  files: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<Checked | undefined> {
  const checked = await checkNamed(files, options, terminal);
  tellDiagnostics(checked.diagnostics, terminal);
  if (checked.diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return { ...checked, experiments: onlyMatching(checked.experiments, options.only ?? []) };
}

/** For people, with how many there were. */
export function tellDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  if (diagnostics.length === 0) return;
  const look = { paint: painter(terminal.colour.err), columns: terminal.columns };
  for (const diagnostic of diagnostics) terminal.err(`${renderDiagnostic(diagnostic, look)}\n\n`);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  terminal.err(
    `${[counted(errors, 'error'), counted(diagnostics.length - errors, 'warning')].filter(Boolean).join(', ')}\n`,
  );
}

const counted = (count: number, what: string): string =>
  count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;

/** `--seed 1..3` is short for `--set "seed=each 1..3"`. */
function overridesOf({ set = [], seed }: CheckOptions): { readonly path: string; readonly value: string }[] {
  const settings = set.map(text => splitOnce(text, '--set', 'train.epochs=2'));
  if (seed === undefined) return settings;
  return [...settings, { path: 'seed', value: /^\d+$/.test(seed) ? seed : `each ${seed}` }];
}
