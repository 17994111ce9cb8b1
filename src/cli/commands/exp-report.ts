import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OptionValues } from 'commander';

import { latexTables, markdownTables, resultsOf } from '../../report/index.js';
import { openStore } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { carryOutSteps, fileStep } from '../export/export-step.js';
import { metricFacts } from '../lookups.js';
import { pageInput } from '../page-input.js';
import { type Replayed, replayRun } from '../replay.js';
import { storeFolder } from '../store-options.js';
import type { Terminal } from '../terminal.js';

/** `kd exp report [RUN]`: a page of HTML, in the folder of the run unless told otherwise, or tables for a paper. */
export const expReport: CommandAction = async ([run], options, terminal) => {
  const replayed = replayRun(run, options, terminal);
  const text = await textOf(replayed, options, terminal);
  const isTable = Boolean(options.markdown || options.latex);
  if (options.out === '-' || (options.out === undefined && isTable)) terminal.out(text);
  else {
    // The page in the run's folder is made of the run and may be made anew; a file elsewhere is somebody's.
    const file = resolve(terminal.cwd, options.out ?? join(replayed.run.results, 'report.html'));
    const isOwn = options.out === undefined;
    await carryOutSteps([fileStep(file, draft => writeFileSync(draft, text))], isOwn || options.force, terminal);
  }
  return exitCode.done;
};

async function textOf(replayed: Replayed, options: OptionValues, terminal: Terminal): Promise<string> {
  const results = resultsOf(replayed.state, metricFacts, options.interval);
  if (options.markdown) return markdownTables(results.experiments, metricFacts);
  if (options.latex) return latexTables(results.experiments, metricFacts);
  const { reportPage } = await import('../../page/index.js');
  return reportPage(pageInput(replayed, results, openStore(storeFolder(options, terminal), 'read').objects));
}
