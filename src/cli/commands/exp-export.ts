import { resolve } from 'node:path';
import type { OptionValues } from 'commander';

import { resultsOf } from '../../report/index.js';
import { openStore } from '../../store/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { carryOutSteps, type ExportedRun, type ExportStep } from '../export/export-step.js';
import { metricFacts } from '../lookups.js';
import { replayRun } from '../replay.js';
import { storeFolder } from '../store-options.js';
import type { Terminal } from '../terminal.js';

/** What an option asks for; others may say more of it. */
type Exporter = (target: string, run: ExportedRun, terminal: Terminal, options: OptionValues) => readonly ExportStep[];

/** By option; each is loaded when it is asked for. */
const exporters: Readonly<Record<string, () => Promise<Exporter>>> = {
  csv: async () => (await import('../export/tables.js')).tables,
  parquet: async () => (await import('../export/parquet.js')).parquet,
  tensorboard: async () => (await import('../export/tensorboard.js')).tensorboard,
  trace: async () => (await import('../export/trace.js')).trace,
  mlflow: async () => (await import('../export/mlflow.js')).mlflow,
  bundle: async () => (await import('../export/bundle.js')).bundle,
  pictures: async () => (await import('../export/pictures.js')).pictures,
  to: async () => (await import('../export/student.js')).student,
};

/** `kd exp export [RUN] --csv DIR --parquet FILE …`: all that is asked for, or nothing where a file would be written over. */
export const expExport: CommandAction = async ([part], options, terminal) => {
  const asked = Object.entries(exporters).filter(([name]) => options[name] !== undefined);
  if (options.to === undefined && (options.student ?? options.as) !== undefined)
    throw new CommandError('a student needs a folder', exitCode.wrong, 'name one: `--student TRIAL --to student`');
  if (asked.length === 0)
    throw new CommandError(
      'there is nothing to export to',
      exitCode.wrong,
      'name a folder: `kd exp export --csv results`',
    );
  const replayed = replayRun(part, options, terminal);
  const run: ExportedRun = {
    ...replayed,
    store: openStore(storeFolder(options, terminal), 'read'),
    results: resultsOf(replayed.state, metricFacts, options.interval),
  };
  const steps: ExportStep[] = [];
  for (const [name, load] of asked) {
    const exporter = await load();
    const target = name === 'mlflow' ? options[name] : resolve(terminal.cwd, options[name]);
    steps.push(...exporter(target, run, terminal, options));
  }
  await carryOutSteps(steps, options.force === true, terminal);
  return exitCode.done;
};
