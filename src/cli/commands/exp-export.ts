import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import {
  cellsCsv,
  heatMapFiles,
  type IntervalMethod,
  type RunState,
  resultsOf,
  trialsCsv,
} from '../../report/index.js';
import { openStore } from '../../store/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { heatViews } from '../heat-views.js';
import { metricFacts } from '../lookups.js';
import { replayRun } from '../replay.js';
import { storeFolder } from '../store-options.js';

/** `kd exp export [RUN] --csv DIR --pictures DIR`. */
export const expExport: CommandAction = async ([run], options, terminal) => {
  const { csv, pictures } = options;
  if (csv === undefined && pictures === undefined)
    throw new CommandError(
      'there is nothing to export to',
      exitCode.wrong,
      'name a folder: `kd exp export --csv results`',
    );
  const { state } = replayRun(run, options, terminal);
  const files = [
    ...(csv === undefined ? [] : tablesOf(state, options.interval).map(file => ({ ...file, folder: csv }))),
    ...(pictures === undefined
      ? []
      : picturesOf(state, storeFolder(options, terminal)).map(file => ({ ...file, folder: pictures }))),
  ];
  if (files.length === 0)
    throw new CommandError(
      'no trial of this run has pictures',
      exitCode.wrong,
      'ask for them: `measure [accuracy, grad-cam(0, 1, 2)]`',
    );
  for (const { folder, name, content } of files) write(resolve(terminal.cwd, folder), name, content, folder);
  terminal.out(`${files.map(({ folder, name }) => join(folder, name)).join('\n')}\n`);
  return exitCode.done;
};

interface ExportedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

function tablesOf(state: RunState, interval: IntervalMethod | undefined): readonly ExportedFile[] {
  const results = resultsOf(state, metricFacts, interval);
  return [
    { name: 'trials.csv', content: trialsCsv(results) },
    { name: 'cells.csv', content: cellsCsv(results) },
  ];
}

function picturesOf(state: RunState, store: string): readonly ExportedFile[] {
  const { objects } = openStore(store, 'read');
  return [...state.trials.values()].flatMap(trial =>
    heatMapFiles(heatViews(state, trial, objects), trial.id).map(({ name, bytes }) => ({ name, content: bytes })),
  );
}

function write(folder: string, name: string, content: string | Uint8Array, written: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), content);
  } catch (error) {
    throw new CommandError(`cannot write into ${written}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
