import { must } from '../lib/bug.js';
import type { PlannedTrial } from '../plan/index.js';
import { defeatText } from './early-stop-text.js';
import type { MetricLookup } from './metric.js';
import type { JobRecord, RunState } from './run-state.js';

export type TrialState = 'waiting' | 'running' | 'done' | 'failed' | 'canceled';

/** Why a trial has no result. */
export interface TrialError {
  readonly reason: string;
  readonly text: string;
  /** The job that failed, or was not done, as people know it: perhaps a teacher's. */
  readonly job: string;
}

/** The jobs a trial needs and what is known of them, in topological order. */
export function recordsOf(state: RunState, trial: PlannedTrial): JobRecord[] {
  return trial.jobs.map(id => must(state.jobs.get(id), `job ${id} of trial ${trial.id}`));
}

/** What a trial has come to, told by its jobs alone. */
export function trialState(state: RunState, trial: PlannedTrial): TrialState {
  const result = must(state.jobs.get(trial.result), `result of trial ${trial.id}`);
  if (result.state === 'done' || result.state === 'cached') return 'done';
  if (result.state === 'failed' || result.state === 'running') return result.state;
  const records = recordsOf(state, trial);
  if (records.some(record => record.state === 'failed')) return 'failed';
  if (result.state === 'canceled') return 'canceled';
  return records.some(record => record.state === 'running') ? 'running' : 'waiting';
}

/** The first failure among a trial's jobs, or that its cell was given up before it had a result. */
export function trialError(state: RunState, trial: PlannedTrial, metric: MetricLookup): TrialError | undefined {
  for (const { job, error, state: jobState } of recordsOf(state, trial))
    if (error && jobState === 'failed') return { ...error, job: job.label };
  const result = must(state.jobs.get(trial.result), `result of trial ${trial.id}`);
  const decision = state.stoppedEarly.get(trial.id);
  if (!decision || result.because !== 'stopped-early') return undefined;
  return { reason: 'stopped-early', text: `given up ${defeatText(decision, metric)}`, job: result.job.label };
}

/** The training of the trial's student, where there is one, and its measurement: not its teachers', who may serve many trials. */
export function ownRecords(state: RunState, trial: PlannedTrial): JobRecord[] {
  const result = must(state.jobs.get(trial.result), `result of trial ${trial.id}`);
  const { spec } = result.job;
  const product = spec.kind === 'evaluate' ? state.jobs.get(spec.product) : undefined;
  return product ? [product, result] : [result];
}
