import { stateText } from '../../report/index.js';
import type { Store } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { attachDash } from '../dash-of.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { findRun } from '../find-run.js';
import { type FollowedRun, followRun } from '../followed-run.js';
import { type Over, untilOver } from '../head/until-over.js';
import { outcomeCode } from '../outcome-code.js';
import { reportRun } from '../report-run.js';
import { startView, uiFor } from '../run-view.js';
import type { Terminal } from '../terminal.js';

/** `kd exp watch [RUN]`: shows a run that somebody else carries out, and what it came to. Leaving it leaves it alone. */
export const expWatch: CommandAction = async ([part], options, terminal) => {
  const { run, store } = findRun(part, options, terminal);
  const followed = followRun(run);
  const ui = uiFor(options.ui, terminal, 'dash');
  if (ui === 'dash') return watchOnDash(followed, store, terminal);
  const earlier = followed.look();
  const { plan, state } = followed;
  if (ui === 'plain') terminal.err(`run ${run.name}: ${stateText(state)}\n`);
  const view = await startView(ui, { plan, state, earlier, interrupt: 'leaves-run' }, terminal);
  let over: Over | undefined;
  try {
    over = await unlessLeft(terminal, ui === 'live', signal => untilOver(followed, view.onEvent, signal));
  } finally {
    await view.stop();
  }
  return tellOver(over, followed, ui === 'json' ? 'err' : 'out', terminal);
};

/** Until the person leaves, also when the run is over: there is much to look at then. */
async function watchOnDash(followed: FollowedRun, store: Store, terminal: Terminal): Promise<ExitCode> {
  const dash = await attachDash(followed, store, 'watches', terminal);
  let unsubscribe = (): void => {};
  const interrupted = new Promise<void>(resolve => {
    unsubscribe = terminal.onInterrupt(() => resolve());
  });
  try {
    await Promise.race([dash.left, interrupted]);
  } finally {
    await dash.stop();
    unsubscribe();
  }
  const { run, state } = followed;
  const isUnderWay = state.state === 'running' || state.state === 'waiting';
  const over = state.state === 'running' || state.state === 'waiting' ? 'lost' : state.state;
  return tellOver(isUnderWay && run.head() ? undefined : over, followed, 'out', terminal);
}

/** @param over undefined where the run goes on */
function tellOver(
  over: Over | undefined,
  { run, state }: FollowedRun,
  stream: 'out' | 'err',
  terminal: Terminal,
): ExitCode {
  if (over === undefined) {
    terminal.err(`run ${run.name} goes on. Watch it again: kd exp watch ${run.name}\n`);
    return exitCode.done;
  }
  if (over === 'lost') {
    state.state = 'stopped';
    terminal.err(`the process that ran ${run.name} is gone\n`);
  }
  const outcome = over === 'lost' ? 'stopped' : over;
  reportRun(run, state, outcome, stream, terminal);
  return outcomeCode[outcome];
}

/** Undefined where Ctrl-C, or `q` where keys are heard, came first. */
async function unlessLeft<T>(
  terminal: Terminal,
  hasKeys: boolean,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const leave = new AbortController();
  const unsubscribe = [
    terminal.onInterrupt(() => leave.abort()),
    ...(hasKeys ? [terminal.onKey(key => (key === 'q' || key === '\u0003' ? leave.abort() : undefined))] : []),
  ];
  try {
    return await wait(leave.signal);
  } catch (error) {
    if (leave.signal.aborted && error === leave.signal.reason) return undefined;
    throw error;
  } finally {
    for (const end of unsubscribe) end();
  }
}
