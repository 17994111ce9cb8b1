import type { JobId, Plan } from '../plan/index.js';
import { type RunFolder, type Store, StoreError } from '../store/index.js';
import type { RunOutcome } from './command.js';
import type { PastFact } from './early-stop.js';
import { eventsOf } from './event-reader.js';
import type { RunFact } from './events.js';

/** What earlier heads of a run brought to its end. */
export interface DoneBefore {
  readonly jobs: ReadonlySet<JobId>;
  /** Jobs that were begun, whatever became of them. */
  readonly started: ReadonlySet<JobId>;
  readonly trials: ReadonlySet<string>;
  /** What early stopping heard and decided. */
  readonly past: readonly PastFact[];
  /** Trials that a person has stopped, and not asked for again. */
  readonly stoppedTrials: ReadonlySet<string>;
  /** Jobs that this and early stopping have cost. */
  readonly withdrawn: ReadonlySet<JobId>;
  /** The last request that was answered. */
  readonly lastRequest: number;
  readonly hadPreflight: boolean;
  /** The run takes nothing from the store that it did not compute. */
  readonly isFresh: boolean;
}

export function doneBefore(facts: readonly RunFact[]): DoneBefore {
  const jobs = new Set<JobId>();
  const started = new Set<JobId>();
  const trials = new Set<string>();
  const past: PastFact[] = [];
  const stoppedTrials = new Set<string>();
  const withdrawn = new Set<JobId>();
  let lastRequest = 0;
  let hadPreflight = false;
  let isFresh = false;
  for (const fact of facts) {
    if (fact.type === 'job-finished' || fact.type === 'job-cached') jobs.add(fact.job);
    if (fact.type === 'object-damaged') jobs.delete(fact.job);
    if (fact.type === 'job-started') started.add(fact.job);
    if (fact.type === 'trial-finished' && fact.state === 'done') trials.add(fact.trial);
    if (fact.type === 'trial-finished' && fact.because === 'trial-stopped') stoppedTrials.add(fact.trial);
    if (fact.type === 'trial-retried') stoppedTrials.delete(fact.trial);
    if (fact.type === 'epoch-finished' || fact.type === 'cell-stopped-early') past.push(fact);
    if (fact.type === 'job-canceled' && isWithdrawal(fact.because)) withdrawn.add(fact.job);
    if (fact.type === 'job-retried') withdrawn.delete(fact.job);
    if (fact.type === 'request-answered') lastRequest = Math.max(lastRequest, fact.request);
    if (fact.type === 'preflight-finished') hadPreflight = true;
    if (fact.type === 'run-started') isFresh = fact.fresh === true;
  }
  return { jobs, started, trials, past, stoppedTrials, withdrawn, lastRequest, hadPreflight, isFresh };
}

const isWithdrawal = (because: string): boolean => because === 'stopped-early' || because === 'trial-stopped';

/** What all trials of a run have come to, by what was last told of each. */
export function outcomeOf({ experiments }: Plan, facts: readonly RunFact[]): RunOutcome {
  const ends = new Map<string, string>();
  for (const fact of facts) {
    if (fact.type === 'trial-finished')
      ends.set(fact.trial, isWithdrawal(fact.because ?? '') ? 'withdrawn' : fact.state);
    if (fact.type === 'trial-retried') ends.delete(fact.trial);
  }
  const trials = experiments.flatMap(experiment => experiment.trials.map(trial => ends.get(trial.id)));
  if (trials.includes('failed')) return 'failed';
  return trials.every(end => end === 'done' || end === 'withdrawn') ? 'done' : 'stopped';
}

/**
/**
 * The newest run of the very same plan that came to no end of its own and has no head, so that `run` goes on with it.
 * A run that is done or failed came to its end; one under way is left to its head. Nobody could go on from a damaged
 * journal: what such a run finished is in the store.
 */
export function unfinishedRun(store: Store, plan: Plan): RunFolder | undefined {
  return store.runs.ofPlan(plan).find(run => {
    if (run.head()) return false;
    const facts = factsOf(run, plan);
    const last = facts?.at(-1);
    return facts !== undefined && (last?.type !== 'run-finished' || last.state === 'stopped');
  });
}

function factsOf(run: RunFolder, plan: Plan): readonly RunFact[] | undefined {
  try {
    return eventsOf(run, plan);
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}
