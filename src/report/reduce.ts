import { must } from '../lib/bug.js';
import type { JobId } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';
import type { JobRecord, JobState, RunState, StoppedEarly } from './run-state.js';
import { recordsOf, trialState } from './trial-state.js';

type Fact<Type extends RunEvent['type']> = Extract<RunEvent, { readonly type: Type }>;

/**
 * Takes one event into the state and returns it. The state is changed in place and belongs to one caller: copying it
 * would make the replay of 100,000 jobs quadratic. Every event costs the same, whatever the size of the plan,
 * but `run-resumed`, `object-damaged` and those of whole cells. Events of jobs that the plan lacks throw a `Bug`.
 */
export function reduce(state: RunState, event: RunEvent): RunState {
  const now = Date.parse(event.time);
  const atLast = state.lastMs;
  state.lastMs = now;
  switch (event.type) {
    case 'run-started':
      state.run = event.run;
      return begin(state, event.workers, now);
    case 'run-resumed':
      state.earlierMs += atLast - state.startedMs;
      releaseLeftovers(state);
      return begin(state, event.workers, now);
    case 'job-cached':
      return complete(state, event, 'cached');
    case 'job-started':
      return start(state, event, now);
    case 'job-resumed':
      recordOf(state, event.job).resumed = event;
      return state;
    case 'epoch-finished': {
      const record = recordOf(state, event.job);
      record.epoch = event;
      record.epochMs = now;
      return state;
    }
    case 'job-finished':
      return complete(state, event, 'done');
    case 'job-failed':
      return fail(state, event);
    case 'job-retried': {
      const record = recordOf(state, event.job);
      const failure = state.failures.findLast(({ job }) => job === record.job);
      if (failure) failure.isRetried = true;
      return move(state, record, 'waiting');
    }
    case 'job-stopped':
      return move(state, recordOf(state, event.job), 'waiting');
    case 'job-canceled': {
      const record = recordOf(state, event.job);
      record.because = event.because;
      return move(state, record, 'canceled');
    }
    case 'cell-stopped-early':
      return giveUp(state, event);
    case 'trial-finished':
      return endTrial(state, event);
    case 'stop-asked':
      state.isStopping = true;
      state.isEndingNow ||= event.now === true;
      return state;
    case 'trial-retried':
      return reopen(state, event);
    case 'preflight-started':
    case 'preflight-finished':
      state.preflight = event.type === 'preflight-started' ? event.kinds : 0;
      return state;
    case 'run-paused':
    case 'run-unpaused':
      state.isPaused = event.type === 'run-paused';
      return state;
    case 'workers-changed':
      state.workers = event.workers;
      return state;
    case 'job-held':
      return hold(state, recordOf(state, event.job), event.by);
    case 'job-released':
      return hold(state, recordOf(state, event.job), undefined);
    case 'object-damaged':
      return lose(state, event.job);
    case 'cards-awaited':
    case 'slot-opened':
      state.awaitedCards = event.type === 'cards-awaited' ? event.text : undefined;
      return state;
    case 'run-finished':
      state.state = event.state;
      return state;
    case 'slot-closed':
    case 'worker-started':
    case 'worker-ended':
    case 'request-answered':
      return state;
    default:
      return passOver(state, event);
  }
}

/** An event of a newer kd, whose journals are read as far as they are understood. */
const passOver = (state: RunState, _event: never): RunState => state;

const recordOf = (state: RunState, id: JobId): JobRecord => must(state.jobs.get(id), `job ${id} in the plan`);

function begin(state: RunState, workers: number, now: number): RunState {
  state.workers = workers;
  state.startedMs = now;
  state.state = 'running';
  state.isStopping = false;
  state.isEndingNow = false;
  state.isPaused = false;
  state.awaitedCards = undefined;
  state.preflight = 0;
  return state;
}

function start(state: RunState, { job, attempt, slot }: Fact<'job-started'>, now: number): RunState {
  const record = recordOf(state, job);
  hold(state, record, undefined);
  record.attempt = attempt;
  record.slot = slot;
  record.startedMs = now;
  record.epoch = undefined;
  record.resumed = undefined;
  record.error = undefined;
  record.because = undefined;
  return move(state, record, 'running');
}

function fail(state: RunState, { job, attempt, reason, text }: Fact<'job-failed'>): RunState {
  const record = recordOf(state, job);
  record.error = { reason, text };
  state.failures.push({ job: record.job, attempt, reason, text, isRetried: false });
  return move(state, record, 'failed');
}

/** A result that was there is there no more, nor are the trials done whose result it was. */
function lose(state: RunState, job: JobId): RunState {
  const record = recordOf(state, job);
  for (const { id, result } of state.trials.values()) {
    const end = state.trialEnds.get(id);
    if (result !== job || end === undefined) continue;
    state.trialEnds.delete(id);
    state.trialCounts[end]--;
  }
  const wasThere = record.state === 'done' || record.state === 'cached';
  return wasThere ? move(state, record, 'waiting') : state;
}

function giveUp(state: RunState, event: StoppedEarly): RunState {
  const { trials, cells } = must(state.plan.experiments[event.experiment], `experiment ${event.experiment}`);
  for (const index of must(cells[event.cell], `cell ${event.cell}`).trials)
    state.stoppedEarly.set(must(trials[index], `trial ${index}`).id, event);
  return state;
}

function endTrial(state: RunState, { trial, ...fact }: Fact<'trial-finished'>): RunState {
  const end = fact.because === 'stopped-early' ? 'given-up' : fact.state;
  const before = state.trialEnds.get(trial);
  if (before) state.trialCounts[before]--;
  state.trialEnds.set(trial, end);
  state.trialCounts[end]++;
  return state;
}

function reopen(state: RunState, { trial }: Fact<'trial-retried'>): RunState {
  const end = state.trialEnds.get(trial);
  if (end) state.trialCounts[end]--;
  state.trialEnds.delete(trial);
  state.stoppedEarly.delete(trial);
  for (const record of recordsOf(state, must(state.trials.get(trial), `trial ${trial}`)))
    if (record.state === 'failed' || record.state === 'canceled') {
      record.because = undefined;
      move(state, record, 'waiting');
    }
  return state;
}

/** What the former head left running, or did not start because it was to stop, waits again. */
function releaseLeftovers(state: RunState): void {
  for (const record of state.jobs.values()) {
    hold(state, record, undefined);
    if (record.state === 'running' || isHalt(record.because)) {
      record.because = undefined;
      move(state, record, 'waiting');
    }
  }
  for (const [id, end] of state.trialEnds) {
    const trial = state.trials.get(id);
    if (end !== 'canceled' || !trial || trialState(state, trial) === 'canceled') continue;
    state.trialEnds.delete(id);
    state.trialCounts.canceled--;
  }
}

const isHalt = (because: string | undefined): boolean =>
  because === 'stopped' || because === 'fail-fast' || because === 'disk-full';

function complete(state: RunState, event: Fact<'job-finished' | 'job-cached'>, to: 'done' | 'cached'): RunState {
  const record = recordOf(state, event.job);
  hold(state, record, undefined);
  record.metrics = event.metrics;
  record.warnings = event.warnings;
  record.seconds = event.seconds;
  record.error = undefined;
  record.because = undefined;
  const { kind } = record.job.spec;
  const pace = state.pace.get(kind) ?? { seconds: 0, work: 0 };
  state.pace.set(kind, { seconds: pace.seconds + event.seconds, work: pace.work + record.job.work });
  return move(state, record, to);
}

function hold(state: RunState, record: JobRecord, by: string | undefined): RunState {
  state.heldCount += Number(by !== undefined) - Number(record.heldBy !== undefined);
  record.heldBy = by;
  return state;
}

function move(state: RunState, record: JobRecord, to: JobState): RunState {
  state.jobCounts[record.state]--;
  state.jobCounts[to]++;
  record.state = to;
  if (to === 'running') state.running.set(record.job.id, record);
  else state.running.delete(record.job.id);
  return state;
}
