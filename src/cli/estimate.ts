import { must } from '../lib/bug.js';
import type { JobId, Plan } from '../plan/index.js';
import { initialState, secondsLeft } from '../report/index.js';
import type { Store } from '../store/index.js';
import { ifWhole } from './if-whole.js';
import { replay } from './replay.js';

/** How many of the newest runs tell how fast this machine is. */
const runsLookedAt = 5;

/**
 * Seconds that a plan will take, by what like jobs took before; undefined in a store where nothing was finished.
 *
 * @param cached jobs whose results are there
 */
export function estimateSeconds(
  plan: Plan,
  cached: ReadonlySet<JobId>,
  store: Store,
  workers: number,
): number | undefined {
  const state = initialState(plan);
  state.workers = workers;
  for (const run of store.runs.list().slice(-runsLookedAt))
    for (const [kind, pace] of ifWhole(() => replay(run))?.state.pace ?? []) state.pace.set(kind, pace);
  for (const id of cached) must(state.jobs.get(id), `job ${id}`).state = 'cached';
  return secondsLeft(state, Date.now());
}
