import type { JobId, Plan } from '../plan/index.js';
import type { RunFolder, Store } from '../store/index.js';
import type { RunFact } from './events.js';

/** What earlier heads of a run brought to its end. */
export interface DoneBefore {
  readonly jobs: ReadonlySet<JobId>;
  readonly trials: ReadonlySet<string>;
}

export function doneBefore(facts: readonly RunFact[]): DoneBefore {
  const jobs = new Set<JobId>();
  const trials = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'job-finished' || fact.type === 'job-cached') jobs.add(fact.job);
    if (fact.type === 'trial-finished' && fact.state === 'done') trials.add(fact.trial);
  }
  return { jobs, trials };
}

/**
 * The newest run of the very same plan that came to no end of its own, so that `run` goes on with it; whoever takes it
 * up finds out by its `head` whether it is under way. A run that is done or failed came to its end.
 */
export function unfinishedRun(store: Store, plan: Plan): RunFolder | undefined {
  return store.runs.ofPlan(plan).find(run => {
    const last = run.events<RunFact>().at(-1);
    return last?.type !== 'run-finished' || last.state === 'stopped';
  });
}
