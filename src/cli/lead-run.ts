import type { Plan } from '../plan/index.js';
import { type RunEvent, type RunState, reduce, resultsOf, traceTsv } from '../report/index.js';
import { eventsOf, type RunOutcome, runPlan } from '../schedule/index.js';
import type { RunFolder, Store } from '../store/index.js';
import { metricFacts } from './lookups.js';
import { type Places, supplyOf } from './places.js';
import type { AskToEnd } from './stop-asker.js';
import { liveBoards } from './tensorboard/live-boards.js';
import type { Terminal } from './terminal.js';
import { writeResults } from './write-results.js';

/** A run that is to be carried out. */
export interface RunOrder extends Places {
  readonly store: Store;
  /** New, or to be gone on with. */
  readonly run: RunFolder;
  readonly plan: Plan;
  readonly failFast: boolean;
  /** Absent: as it was begun. */
  readonly fresh?: boolean;
  /** Trials to try again though they failed; where there are some, only for these. */
  readonly retry: readonly string[];
  /** The command line, for the journal. */
  readonly command: readonly string[];
}

/** Who accompanies a run in the process of its head. */
export interface Company {
  /** Of the run as its journal has it, kept up to date here. */
  readonly state: RunState;
  /** Hears every event after it was taken into the state. */
  readonly onEvent: (event: RunEvent) => void;
  /** Called once the run is ours; what it gives is called at the end. */
  readonly onTaken: (ask: AskToEnd) => () => void;
}

/**
 * Makes this process the head of a run, to its end; then its results are in its folder.
 *
 * @throws StoreError where the store fails, or another head has the run
 */
export async function leadRun(
  order: RunOrder,
  { state, onEvent, onTaken }: Company,
  terminal: Terminal,
): Promise<RunOutcome> {
  const { plan, retry, cards, ...options } = order;
  const boards = liveBoards(order, text => terminal.err(`${text}\n`));
  const handle = runPlan(plan, {
    ...options,
    ...supplyOf(order, terminal),
    ...(retry.length > 0 ? { retry } : {}),
    preflight: true,
    now: () => new Date(),
    onEvent(event) {
      reduce(state, event);
      onEvent(event);
      boards.onEvent(event);
    },
  });
  const release = onTaken((what, by) => handle.ask({ type: what }, by));
  let outcome: RunOutcome;
  try {
    outcome = await handle.finished;
  } finally {
    release();
  }
  writeResults(order.run, resultsOf(state, metricFacts), traceTsv(state, eventsOf(order.run, plan)));
  return outcome;
}
