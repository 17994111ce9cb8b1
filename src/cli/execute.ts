import type { Plan } from '../plan/index.js';
import { initialState, type RunEvent, type RunState, reduce } from '../report/index.js';
import { type RunOutcome, runPlan } from '../schedule/index.js';
import type { RunFolder, Store } from '../store/index.js';
import { startView, type Ui } from './run-view.js';
import type { Terminal } from './terminal.js';

export interface Execution {
  readonly plan: Plan;
  readonly store: Store;
  /** New, or unfinished. */
  readonly run: RunFolder;
  readonly workers: number;
  readonly ui: Ui;
  readonly failFast: boolean;
  readonly fresh: boolean;
}

/**
 * Runs a plan to its end, shows it on the way, and gives what it came to. The first interrupt lets running jobs write a
 * checkpoint and starts nothing new, the second kills.
 */
export async function execute(
  execution: Execution,
  terminal: Terminal,
): Promise<{ outcome: RunOutcome; state: RunState }> {
  const { plan, store, run, workers, ui, failFast, fresh } = execution;
  const earlier = run.events<RunEvent>();
  const state = earlier.reduce(reduce, initialState(plan));
  const view = await startView(ui, { plan, state, earlier }, terminal);
  const handle = runPlan(plan, {
    store,
    run,
    workers,
    command: ['kd', ...terminal.typed],
    now: () => new Date(),
    failFast,
    fresh,
    preflight: true,
    onEvent(event) {
      reduce(state, event);
      view.onEvent(event);
    },
  });
  let interrupts = 0;
  const unsubscribe = terminal.onInterrupt(() => handle.ask({ type: ++interrupts === 1 ? 'stop' : 'kill' }, 'signal'));
  try {
    return { outcome: await handle.finished, state };
  } finally {
    unsubscribe();
    await view.stop();
  }
}
