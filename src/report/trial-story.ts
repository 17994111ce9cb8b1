import type { JobId, PlannedTrial } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';
import { advice } from './advice.js';
import { defeatText } from './early-stop-text.js';
import type { MetricLookup } from './metric.js';
import type { JobRecord, RunState } from './run-state.js';
import { recordsOf, type TrialState, trialState } from './trial-state.js';

/** One try of a job. */
export interface AttemptStory {
  readonly job: JobId;
  readonly label: string;
  readonly attempt: number;
  /** ISO 8601. */
  readonly started: string;
  /** Until it ended, or until the journal's last word of it. */
  readonly seconds: number;
  readonly end: 'done' | 'failed' | 'stopped' | 'running' | 'cut off';
  readonly reason?: string;
  readonly text?: string;
  /** Of an attempt that went on from a checkpoint: the attempt that wrote it, and how far that was. */
  readonly resumed?: { readonly from: number; readonly epoch: number; readonly step: number };
}

/** Why a trial is where it is. */
export interface TrialStory {
  readonly trial: string;
  readonly state: TrialState | 'given up';
  /** In plain words. */
  readonly cause: string;
  readonly help?: string;
  /** The job that the cause is about; its log is the one to read. */
  readonly job: JobId;
  /** In the order of their start. */
  readonly attempts: readonly AttemptStory[];
  /** Jobs whose results were in the store already. */
  readonly taken: readonly JobId[];
  /** Labels of jobs that will not be done because of the cause. */
  readonly canceled: readonly string[];
}

/** What the journal tells of a trial: the cause first, then all tries of its jobs. */
export function trialStory(
  state: RunState,
  trial: PlannedTrial,
  events: readonly RunEvent[],
  metric: MetricLookup,
): TrialStory {
  const records = recordsOf(state, trial);
  const { record, ...cause } = causeOf(state, trial, records, metric);
  const { id } = record.job;
  return {
    trial: trial.id,
    ...cause,
    job: id,
    attempts: attemptsOf(state, new Set(trial.jobs), events),
    taken: records.filter(({ state }) => state === 'cached').map(({ job }) => job.id),
    canceled: [...state.jobs.values()].filter(({ because }) => because === id).map(({ job }) => job.label),
  };
}

type Cause = Pick<TrialStory, 'state' | 'cause' | 'help'> & { readonly record: JobRecord };

function causeOf(state: RunState, trial: PlannedTrial, records: readonly JobRecord[], metric: MetricLookup): Cause {
  const result = records.at(-1) as JobRecord;
  const comes = trialState(state, trial);
  const failed = records.find(record => record.state === 'failed' && record.error);
  if (comes === 'failed' && failed?.error) {
    const { reason, text } = failed.error;
    return { state: comes, record: failed, cause: `${failed.job.label}: ${reason}: ${text}`, help: advice[reason] };
  }
  const decision = state.stoppedEarly.get(trial.id);
  if (comes === 'canceled' && decision)
    return { state: 'given up', record: result, cause: `its cell was given up ${defeatText(decision, metric)}` };
  if (comes === 'canceled') return { state: comes, record: result, ...cancellation(state, result) };
  if (comes === 'running') return { state: comes, ...runningCause(state, records, result) };
  if (comes === 'waiting') return { state: comes, record: result, ...waitingCause(state, records) };
  return { state: comes, record: result, cause: doneCause(result) };
}

function cancellation(state: RunState, { because }: JobRecord): Pick<TrialStory, 'cause' | 'help'> {
  const goOn = 'the same `kd exp run`, or `kd exp resume`, goes on';
  switch (because) {
    case 'stopped':
      return { cause: 'the run was stopped before it was done', help: goOn };
    case 'fail-fast':
      return { cause: 'another job failed, and `--fail-fast` starts nothing after that', help: goOn };
    case 'trial-stopped':
      return { cause: 'somebody asked to stop it', help: '`kd exp retry` tries it again' };
    case 'disk-full':
      return { cause: 'the disk was full, and nothing more was started', help: advice['disk-full'] };
    case 'not-asked':
      return { cause: 'another trial was asked for, and this one was left alone', help: goOn };
    case 'stopped-early':
      return { cause: 'its cell was given up' };
    case 'not-needed':
    case undefined:
      return { cause: 'nothing needs it' };
    default:
      return { cause: `it needs ${state.jobs.get(because)?.job.label ?? because}, which failed` };
  }
}

function runningCause(state: RunState, records: readonly JobRecord[], result: JobRecord): Omit<Cause, 'state'> {
  const running = records.find(record => record.state === 'running') ?? result;
  const last = running.epoch ?? running.resumed;
  const far = last ? `, epoch ${last.epoch} of ${last.epochs} done` : '';
  const cutOff = state.state === 'running' ? '' : '; its head is gone, and the same `kd exp run` goes on';
  return { record: running, cause: `${running.job.label} is under way${far}${cutOff}` };
}

function waitingCause(state: RunState, records: readonly JobRecord[]): Pick<TrialStory, 'cause' | 'help'> {
  const open = records.filter(({ state }) => state !== 'done' && state !== 'cached');
  const next = open.find(({ needs }) => needs.every(need => need.state === 'done' || need.state === 'cached'));
  if (state.state !== 'running')
    return { cause: `the run is ${state.state} and not at work on it`, help: 'the same `kd exp run` goes on' };
  if (state.isPaused) return { cause: 'the run is paused', help: '`kd exp resume` goes on' };
  if (state.awaitedCards !== undefined)
    return { cause: `the run waits for a card: ${state.awaitedCards}`, help: '`kd devices` shows who holds what' };
  if (next?.heldBy !== undefined) return { cause: `waits for ${next.job.label}, which ${next.heldBy} works on` };
  return { cause: `waits for a free worker for ${next?.job.label ?? 'its jobs'}` };
}

const doneCause = (result: JobRecord): string =>
  result.state === 'cached' ? 'its result was in the store already' : 'it is done';

function attemptsOf(state: RunState, jobs: ReadonlySet<JobId>, events: readonly RunEvent[]): AttemptStory[] {
  const stories: AttemptStory[] = [];
  const openOf = (job: JobId): number => stories.findLastIndex(story => story.job === job && story.end === 'running');
  const change = (job: JobId, time: string, more: Partial<AttemptStory>): void => {
    const at = openOf(job);
    const story = stories[at];
    if (story) stories[at] = { ...story, seconds: (Date.parse(time) - Date.parse(story.started)) / 1000, ...more };
  };
  for (const event of events) {
    // What a former head left running was cut off with it.
    if (event.type === 'run-resumed')
      for (const { job } of stories.filter(({ end }) => end === 'running'))
        change(job, lastWordOf(job, events, event.seq), { end: 'cut off' });
    if (!('job' in event) || !jobs.has(event.job)) continue;
    const { job, time } = event;
    switch (event.type) {
      case 'job-started':
        stories.push({
          job,
          label: state.jobs.get(job)?.job.label ?? job,
          attempt: event.attempt,
          started: time,
          seconds: 0,
          end: 'running',
        });
        break;
      case 'job-resumed':
        change(job, time, { resumed: { from: event.from, epoch: event.epoch, step: event.step } });
        break;
      case 'epoch-finished':
        change(job, time, {});
        break;
      case 'job-finished':
        change(job, time, { end: 'done' });
        break;
      case 'job-failed':
        change(job, time, { end: 'failed', reason: event.reason, text: event.text });
        break;
      case 'job-stopped':
        change(job, time, { end: 'stopped' });
        break;
      default:
        break;
    }
  }
  return state.state === 'running'
    ? stories
    : stories.map(story => (story.end === 'running' ? { ...story, end: 'cut off' } : story));
}

/** The time of the last event about a job before another. */
function lastWordOf(job: JobId, events: readonly RunEvent[], before: number): string {
  const last = events.findLast(event => event.seq < before && 'job' in event && event.job === job);
  return last?.time ?? '';
}
