import type { CommandAction } from '../commands.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { findRun } from '../find-run.js';
import { type FollowedRun, followRun } from '../followed-run.js';
import { askHead } from '../head/ask-head.js';
import { untilInterrupted } from '../head/until-interrupted.js';
import { outcomeCode } from '../outcome-code.js';
import { takeUp } from '../take-up.js';
import type { Terminal } from '../terminal.js';

/** `kd exp resume [RUN]`: ends a pause, or goes on with a run whose head is gone, by the plan that was frozen then. */
export const expResume: CommandAction = async ([part], options, terminal) => {
  const { store, run } = findRun(part, options, terminal, 'write');
  const followed = followRun(run);
  followed.look();
  const { state } = followed.state;
  if (run.head()) return goOn(followed, terminal);
  if (state !== 'done' && state !== 'failed') return takeUp(store, run, options, terminal);
  const retry = state === 'failed' ? `. Try a trial again: kd exp retry ${run.name} TRIAL` : '';
  terminal.out(`run ${run.name} is over: ${state}. See it: kd exp show ${run.name}${retry}\n`);
  return outcomeCode[state];
};

async function goOn(followed: FollowedRun, terminal: Terminal): Promise<ExitCode> {
  const { name } = followed.run;
  const watch = `Watch it: kd exp watch ${name}`;
  if (!followed.state.isPaused) {
    terminal.out(`run ${name} is under way and not paused. ${watch}\n`);
    return exitCode.done;
  }
  await untilInterrupted(terminal, `no longer waited for; run ${name} was asked to go on all the same`, signal =>
    askHead(followed, { type: 'go-on' }, signal),
  );
  terminal.out(`run ${name} goes on. ${watch}\n`);
  return exitCode.done;
}
