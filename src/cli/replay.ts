import type { Plan } from '../plan/index.js';
import { initialState, type RunEvent, type RunState, reduce } from '../report/index.js';
import { openStore, type RunFolder } from '../store/index.js';
import type { StoreOptions } from './store-options.js';
import { storeFolder } from './store-options.js';
import type { Terminal } from './terminal.js';

/** A run of the store as far as it has come. */
export interface Replayed {
  readonly run: RunFolder;
  readonly state: RunState;
  readonly events: readonly RunEvent[];
}

/** @param part any unambiguous part of the run's name; the newest run where it is absent */
export function replayRun(part: string | undefined, options: StoreOptions, terminal: Terminal): Replayed {
  return replay(openStore(storeFolder(options, terminal), 'read').runs.find(part));
}

/** What a run has come to, by its journal. */
export function replay(run: RunFolder): Replayed {
  const events = run.events<RunEvent>();
  const state = initialState(run.plan() as Plan);
  state.run = run.name;
  for (const event of events) reduce(state, event);
  // A head that was killed could not say so.
  if (state.state === 'running' && !run.head(new Date())) state.state = 'stopped';
  return { run, state, events };
}
