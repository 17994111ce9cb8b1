import { runSummary, runsTable } from '../../report/index.js';
import { openStore, type RunFolder, StoreError } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { replay } from '../replay.js';
import { storeFolder } from '../store-options.js';
import { textOptions } from '../text-options.js';

/** `kd exp ls`: the runs of the store, oldest first. One that is damaged is named with what is wrong. */
export const expLs: CommandAction = async (_args, options, terminal) => {
  const { runs } = openStore(storeFolder(options, terminal), 'read');
  const now = Date.now();
  const looks = runs.list().map(look);
  const summaries = looks.flatMap(seen => ('state' in seen ? runSummary(seen.state, now) : []));
  if (options.json) terminal.out(`${JSON.stringify(summaries, undefined, 2)}\n`);
  else terminal.out(`${runsTable(summaries, textOptions(terminal, 'out')).join('\n')}\n`);
  for (const seen of looks) if ('wrong' in seen) terminal.err(`damaged: ${seen.wrong}\n`);
  return exitCode.done;
};

function look(run: RunFolder): ReturnType<typeof replay> | { readonly wrong: string } {
  try {
    return replay(run);
  } catch (error) {
    if (error instanceof StoreError) return { wrong: error.message };
    throw error;
  }
}
