import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { findRun } from '../find-run.js';
import { followRun } from '../followed-run.js';
import { askHead } from '../head/ask-head.js';
import { untilInterrupted } from '../head/until-interrupted.js';

/** `kd exp pause [RUN]`: nothing new is started until `resume`; what runs goes on. */
export const expPause: CommandAction = async ([part], options, terminal) => {
  const { run } = findRun(part, options, terminal);
  const followed = followRun(run);
  followed.look();
  await untilInterrupted(terminal, `no longer waited for; run ${run.name} was asked to pause all the same`, signal =>
    askHead(followed, { type: 'pause' }, signal),
  );
  const { size } = followed.state.running;
  const rest = size === 0 ? '' : `; ${size} running ${size === 1 ? 'job goes' : 'jobs go'} on`;
  terminal.out(`run ${run.name} starts nothing new${rest}. Go on: kd exp resume ${run.name}\n`);
  return exitCode.done;
};
