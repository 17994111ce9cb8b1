import { latexTables, markdownTables, resultsOf } from '../../report/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { metricFacts } from '../lookups.js';
import { replayRun } from '../replay.js';

/** `kd exp report [RUN]`: tables for a paper. */
export const expReport: CommandAction = async ([run], options, terminal) => {
  const { state } = replayRun(run, options, terminal);
  const { experiments } = resultsOf(state, metricFacts, options.interval);
  if (options.markdown) terminal.out(markdownTables(experiments, metricFacts));
  else if (options.latex) terminal.out(latexTables(experiments, metricFacts));
  else throw new CommandError('there is nothing to write', exitCode.wrong, 'say what, as in `--markdown`');
  return exitCode.done;
};
