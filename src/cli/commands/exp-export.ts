import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { cellsCsv, resultsOf, trialsCsv } from '../../report/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { metricFacts } from '../lookups.js';
import { replayRun } from '../replay.js';

/** `kd exp export [RUN] --csv DIR`. */
export const expExport: CommandAction = async ([run], options, terminal) => {
  if (options.csv === undefined)
    throw new CommandError(
      'there is nothing to export to',
      exitCode.wrong,
      'name a folder: `kd exp export --csv results`',
    );
  const folder = resolve(terminal.cwd, options.csv);
  const results = resultsOf(replayRun(run, options, terminal).state, metricFacts);
  const files = { 'trials.csv': trialsCsv(results), 'cells.csv': cellsCsv(results) };
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    throw new CommandError(
      `cannot write into ${options.csv}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  terminal.out(
    `${Object.keys(files)
      .map(name => join(options.csv, name))
      .join('\n')}\n`,
  );
  return exitCode.done;
};
