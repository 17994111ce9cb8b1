import type { RunEvent, RunState } from '../report/index.js';
import type { RunFolder } from '../store/index.js';
import { findRun } from './find-run.js';
import { followRun } from './followed-run.js';
import type { StoreOptions } from './store-options.js';
import type { Terminal } from './terminal.js';

/** A run of the store as far as it has come. */
export interface Replayed {
  readonly run: RunFolder;
  readonly state: RunState;
  readonly events: readonly RunEvent[];
}

/** @param part any unambiguous part of the run's name; the newest run where it is absent */
export const replayRun = (part: string | undefined, options: StoreOptions, terminal: Terminal): Replayed =>
  replay(findRun(part, options, terminal).run);

/** What a run has come to, by its journal. */
export function replay(run: RunFolder): Replayed {
  const { state, look } = followRun(run);
  const events = look();
  // A head that was killed could not say so.
  if (state.state === 'running' && !run.head()) state.state = 'stopped';
  return { run, state, events };
}
