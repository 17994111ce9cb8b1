import { openStore } from '../../store/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { findRunAndTrial } from '../find-trial.js';
import { followRun } from '../followed-run.js';
import { askHead } from '../head/ask-head.js';
import { untilInterrupted } from '../head/until-interrupted.js';
import { storeFolder } from '../store-options.js';
import { takeUp } from '../take-up.js';

/** `kd exp retry [RUN] TRIAL`: tries what failed of a trial again, by the head that is there, or as one. */
export const expRetry: CommandAction = async (args, options, terminal) => {
  const { run, state, trial } = findRunAndTrial(args, options, terminal);
  if (!trial) throw new CommandError('which trial?', exitCode.wrong, `\`kd exp show ${run.name} --json\` lists them`);
  if (!run.head()) {
    if (state.trialEnds.get(trial.id) === 'done')
      throw new CommandError(
        `trial ${trial.id} is done`,
        exitCode.wrong,
        `see it: kd exp show ${run.name} ${trial.id}`,
      );
    return takeUp(openStore(storeFolder(options, terminal)), run, options, terminal, [trial.id]);
  }
  const followed = followRun(run);
  followed.look();
  const said = await untilInterrupted(
    terminal,
    `no longer waited for; run ${run.name} was asked to try ${trial.id} again all the same`,
    signal => askHead(followed, { type: 'retry-trial', trial: trial.id }, signal),
  );
  terminal.out(`${said}. Watch it: kd exp watch ${run.name}\n`);
  return exitCode.done;
};
