import type { JobId, Plan } from '../plan/index.js';
import type { RunFolder, Store } from '../store/index.js';
import type { PastFact } from './early-stop.js';
import type { RunFact } from './events.js';

/** What earlier heads of a run brought to its end. */
export interface DoneBefore {
  readonly jobs: ReadonlySet<JobId>;
  readonly trials: ReadonlySet<string>;
  /** What early stopping heard and decided, and the jobs that this cost. */
  readonly past: readonly PastFact[];
  readonly stoppedEarly: ReadonlySet<JobId>;
}

export function doneBefore(facts: readonly RunFact[]): DoneBefore {
  const jobs = new Set<JobId>();
  const trials = new Set<string>();
  const past: PastFact[] = [];
  const stoppedEarly = new Set<JobId>();
  for (const fact of facts) {
    if (fact.type === 'job-finished' || fact.type === 'job-cached') jobs.add(fact.job);
    if (fact.type === 'trial-finished' && fact.state === 'done') trials.add(fact.trial);
    if (fact.type === 'epoch-finished' || fact.type === 'cell-stopped-early') past.push(fact);
    if (fact.type === 'job-canceled' && fact.because === 'stopped-early') stoppedEarly.add(fact.job);
  }
  return { jobs, trials, past, stoppedEarly };
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
