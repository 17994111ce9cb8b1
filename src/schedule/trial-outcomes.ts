import type { JobId, Plan, PlannedTrial } from '../plan/index.js';
import type { RunFact } from './events.js';

type TrialFinished = Extract<RunFact, { readonly type: 'trial-finished' }>;

/**
 * Tells which trials are over with the last fact about a job: those whose result it is. A trial is `failed` where a job it
 * needs failed, its own or a shared one, and `canceled` where the run was stopped or its cell given up before it was done.
 *
 * @param isOver trials that were done before this head began
 */
export function trialOutcomes(
  plan: Plan,
  isOver: (trial: PlannedTrial) => boolean,
): (fact: RunFact) => TrialFinished[] {
  const byResult = new Map<JobId, PlannedTrial[]>();
  for (const trial of plan.experiments.flatMap(experiment => experiment.trials))
    byResult.set(trial.result, [...(byResult.get(trial.result) ?? []), trial]);
  const finish = (
    job: JobId,
    state: TrialFinished['state'],
    more: Pick<TrialFinished, 'because'> = {},
  ): TrialFinished[] =>
    (byResult.get(job) ?? [])
      .filter(trial => !isOver(trial))
      .map(({ id }) => ({ type: 'trial-finished', trial: id, state, ...more }));

  return fact => {
    switch (fact.type) {
      case 'job-cached':
      case 'job-finished':
        return finish(fact.job, 'done');
      case 'job-failed':
        return finish(fact.job, 'failed');
      case 'job-stopped':
        return finish(fact.job, 'canceled');
      case 'job-canceled': {
        const { because } = fact;
        if (isWithdrawal(because)) return finish(fact.job, 'canceled', { because });
        return finish(fact.job, isHalt(because) ? 'canceled' : 'failed');
      }
      default:
        return [];
    }
  };
}

const isWithdrawal = (because: string): because is 'stopped-early' | 'trial-stopped' =>
  because === 'stopped-early' || because === 'trial-stopped';

const isHalt = (because: string): boolean =>
  because === 'stopped' || because === 'fail-fast' || because === 'disk-full';
