import { resolve } from 'node:path';

import { format, type Source } from '../../../grammar/index.js';
import { writeFileWhole } from '../../store/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { fileReader } from '../file-reader.js';
import { tellDiagnostics } from '../load-experiments.js';
import type { Terminal } from '../terminal.js';

/** `kd fmt FILE…`: in place, or only told with `--check`; `-` filters. A file with mistakes is left alone. */
export const fmt: CommandAction = async (files, { check = false }, terminal) => {
  const outcomes = [];
  for (const file of files) {
    outcomes.push(file === '-' ? await filter(check, terminal) : formatFile(file, check, terminal));
  }
  if (outcomes.includes('wrong')) return exitCode.wrong;
  return check && outcomes.includes('changed') ? exitCode.trialFailed : exitCode.done;
};

type Outcome = 'same' | 'changed' | 'wrong';

async function filter(check: boolean, terminal: Terminal): Promise<Outcome> {
  const source: Source = { path: '<stdin>', text: await terminal.input() };
  const text = textOf(source, terminal);
  if (text === undefined) return 'wrong';
  if (!check) terminal.out(text);
  return text === source.text ? 'same' : 'changed';
}

function formatFile(file: string, check: boolean, terminal: Terminal): Outcome {
  const reader = fileReader(terminal.cwd);
  const path = resolve(terminal.cwd, file);
  const read = reader.read(path);
  if ('problem' in read) throw new CommandError(`cannot read ${file}: ${read.problem}`);
  const text = textOf({ path: file, text: read.text }, terminal);
  if (text === undefined) return 'wrong';
  if (text === read.text) return 'same';
  if (check) terminal.err(`${file} is not formatted\n`);
  // the file itself, not a link to it, is replaced
  else writeFileWhole(reader.realPath(path), text);
  return 'changed';
}

function textOf(source: Source, terminal: Terminal): string | undefined {
  const formatted = format(source);
  if ('text' in formatted) return formatted.text;
  tellDiagnostics(formatted.diagnostics, terminal);
  return undefined;
}
