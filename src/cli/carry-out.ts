import { initialState, type RunState, reduce } from '../report/index.js';
import { eventsOf } from '../schedule/index.js';
import type { RunFolder } from '../store/index.js';
import type { ExitCode } from './exit-code.js';
import { followRun } from './followed-run.js';
import { type HeadEnd, startHead } from './head/start-head.js';
import { leadOnDash } from './lead-on-dash.js';
import { leadRun, type RunOrder } from './lead-run.js';
import { outcomeCode } from './outcome-code.js';
import { lookEveryMs, poll } from './poll.js';
import { tellFailure } from './report-failure.js';
import { reportRun } from './report-run.js';
import { type ListeningUi, startView, type Ui, uiFor } from './run-view.js';
import { stopAsker } from './stop-asker.js';
import type { Terminal } from './terminal.js';

export interface CarryOutOptions {
  readonly ui?: Ui;
  readonly detach?: boolean;
}

/**
 * Carries a run out, shows it on the way and reports. The live view is the client of a head in a session of its own;
 * otherwise this process is the head.
 */
export async function carryOut(
  order: RunOrder,
  { ui: asked, detach = false }: CarryOutOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const ui = uiFor(asked, terminal);
  if (detach) return leaveRunning(order, terminal);
  if (ui === 'dash') return onDash(order, terminal);
  const { end, state } = ui === 'live' ? await asClient(order, terminal) : await asHead(order, ui, terminal);
  if (end.type === 'failed') return tellFailure(end.failure, terminal);
  reportRun(order.run, state, end.outcome, ui === 'json' ? 'err' : 'out', terminal);
  return outcomeCode[end.outcome];
}

interface Seen {
  readonly end: HeadEnd;
  readonly state: RunState;
}

async function asHead(order: RunOrder, ui: ListeningUi, terminal: Terminal): Promise<Seen> {
  const { plan, run } = order;
  const earlier = eventsOf(run, plan);
  const state = earlier.reduce(reduce, initialState(plan));
  const view = await startView(ui, { plan, state, earlier, interrupt: 'ends-run' }, terminal);
  const company = {
    state,
    onEvent: view.onEvent,
    onTaken: (ask: Parameters<typeof stopAsker>[0]) => terminal.onInterrupt(stopAsker(ask)),
  };
  try {
    return { end: { type: 'ended', outcome: await leadRun(order, company, terminal) }, state };
  } finally {
    await view.stop();
  }
}

async function asClient(order: RunOrder, terminal: Terminal): Promise<Seen> {
  const followed = followRun(order.run);
  const { plan, state } = followed;
  const earlier = followed.look();
  const view = await startView('live', { plan, state, earlier, interrupt: 'ends-run' }, terminal);
  const head = startHead(order);
  const unsubscribe = terminal.onInterrupt(stopAsker(head.ask));
  let ended: HeadEnd | undefined;
  void head.ended.then(end => {
    ended = end;
  });
  try {
    const end = await poll(() => {
      const before = ended; // what a head wrote before it ended is there when it has
      followed.look(view.onEvent);
      return before;
    }, lookEveryMs);
    return { end, state };
  } finally {
    unsubscribe();
    head.hangUp();
    await view.stop();
  }
}

async function onDash(order: RunOrder, terminal: Terminal): Promise<ExitCode> {
  const { end, state } = await leadOnDash(order, terminal);
  if (!end) return tellLeft(order.run, terminal);
  if (end.type === 'failed') return tellFailure(end.failure, terminal);
  reportRun(order.run, state, end.outcome, 'out', terminal);
  return outcomeCode[end.outcome];
}

/** Starts a head and leaves it alone once it has the run. */
async function leaveRunning(order: RunOrder, terminal: Terminal): Promise<ExitCode> {
  const head = startHead(order);
  const end = await Promise.race([head.taken, head.ended]);
  if (end?.type === 'failed') return tellFailure(end.failure, terminal);
  await head.leave();
  return tellLeft(order.run, terminal);
}

function tellLeft({ name }: RunFolder, terminal: Terminal): ExitCode {
  terminal.out(`Run ${name} goes on by itself. Watch it: kd exp watch ${name}. Stop it: kd exp stop ${name}\n`);
  return outcomeCode.done;
}
