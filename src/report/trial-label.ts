import type { RunState } from './run-state.js';

/** What a person calls a trial, `first: kd, seed 2`: as the training of its student, if there is one. */
export function trialLabel({ trials, jobs }: RunState, id: string): string | undefined {
  const trial = trials.get(id);
  const result = trial && jobs.get(trial.result)?.job;
  return result?.spec.kind === 'evaluate' ? (jobs.get(result.spec.product)?.job.label ?? result.label) : result?.label;
}
