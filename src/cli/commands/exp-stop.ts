import type { RunState } from '../../report/index.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { findRunAndTrial } from '../find-trial.js';
import { type FollowedRun, followRun } from '../followed-run.js';
import { askHead } from '../head/ask-head.js';
import { untilInterrupted } from '../head/until-interrupted.js';
import { untilOver } from '../head/until-over.js';
import type { Terminal } from '../terminal.js';

/** `kd exp stop [RUN] [TRIAL]`: drains and stops a run or one trial, and waits until that is so. */
export const expStop: CommandAction = async (args, options, terminal) => {
  const { run, trial } = findRunAndTrial(args, options, terminal);
  const followed = followRun(run);
  followed.look();
  await untilInterrupted(terminal, `no longer waited for; run ${run.name} was asked to stop all the same`, signal =>
    trial ? stopTrial(followed, trial.id, signal, terminal) : stopRun(followed, signal, terminal),
  );
  return exitCode.done;
};

async function stopRun(followed: FollowedRun, signal: AbortSignal, terminal: Terminal): Promise<void> {
  const { run, state } = followed;
  await askHead(followed, { type: 'stop' }, signal);
  if (state.running.size > 0) terminal.err(`waiting for ${runningText(state)} to write a checkpoint\n`);
  const over = await untilOver(followed, () => {}, signal);
  const { trialCounts, trials } = state;
  const came = `${trialCounts.done} of ${trials.size} trials are done`;
  terminal.out(
    over === 'done' || over === 'failed'
      ? `run ${run.name} came to its end meanwhile: ${over}, ${came}\n`
      : `run ${run.name} is stopped: ${came}. Go on with it: kd exp resume ${run.name}\n`,
  );
}

async function stopTrial(followed: FollowedRun, trial: string, signal: AbortSignal, terminal: Terminal): Promise<void> {
  const { state } = followed;
  const said = await askHead(followed, { type: 'stop-trial', trial }, signal);
  terminal.err(`${said}\n`);
  await untilOver(
    followed,
    () => {},
    signal,
    () => state.trialEnds.has(trial),
  );
  terminal.out(`trial ${trial}: ${state.trialEnds.get(trial) ?? 'not done'}\n`);
}

function runningText({ running }: RunState): string {
  const labels = [...running.values()].map(({ job }) => job.label);
  return labels.length > 4 ? `${labels.slice(0, 4).join(', ')} and ${labels.length - 4} more` : labels.join(', ');
}
