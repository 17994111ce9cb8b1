import { runSummary, runsTable } from '../../report/index.js';
import { openStore } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { replay } from '../replay.js';
import { storeFolder } from '../store-options.js';
import { textOptions } from '../text-options.js';

/** `kd exp ls`: the runs of the store, oldest first. */
export const expLs: CommandAction = async (_args, options, terminal) => {
  const { runs } = openStore(storeFolder(options, terminal), 'read');
  const now = Date.now();
  const summaries = runs.list().map(run => runSummary(replay(run).state, now));
  if (options.json) terminal.out(`${JSON.stringify(summaries, undefined, 2)}\n`);
  else terminal.out(`${runsTable(summaries, textOptions(terminal, 'out')).join('\n')}\n`);
  return exitCode.done;
};
