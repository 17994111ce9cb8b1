import type { JobId } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';
import { clockText, durationText } from './durations.js';
import { defeatLine } from './early-stop-text.js';
import { secondsLeft } from './estimate.js';
import type { MetricLookup } from './metric.js';
import { oneLine } from './one-line.js';
import { elapsedMs, type RunState } from './run-state.js';
import { valueText } from './scale.js';
import { trialLabel } from './trial-label.js';

/** The log of a run for pipes and files. Give it every event after `reduce`, and the time now and then. */
export interface PlainLog {
  /** A line for each change that people want to read, none for the rest. */
  onEvent(state: RunState, event: RunEvent): string[];
  /** A line of counts when there was none for so long. */
  onTick(state: RunState, nowMs: number): string[];
}

/** Starts a plain log with a line of counts at least every `heartbeatMs`. */
export function plainLog(metric: MetricLookup, heartbeatMs = 60_000): PlainLog {
  let lastBeatMs = 0;
  return {
    onEvent(state, event) {
      if (event.type === 'run-started' || event.type === 'run-resumed') lastBeatMs = state.lastMs;
      const text = changeText(state, event, metric);
      return text === undefined ? [] : [stamped(state, state.lastMs, text)];
    },
    onTick(state, nowMs) {
      if (state.state !== 'running' || nowMs - lastBeatMs < heartbeatMs) return [];
      lastBeatMs = nowMs;
      return [stamped(state, nowMs, heartbeatText(state, nowMs))];
    },
  };
}

const stamped = (state: RunState, nowMs: number, text: string): string =>
  `${clockText(elapsedMs(state, nowMs)).padStart(8)}  ${text}`;

function changeText(state: RunState, event: RunEvent, metric: MetricLookup): string | undefined {
  const label = (job: JobId): string => state.jobs.get(job)?.job.label ?? job;
  switch (event.type) {
    case 'run-started':
      return `run ${event.run}: ${count(state.trials.size, 'trial')}, ${count(state.jobs.size, 'job')}, ${count(event.workers, 'worker')}`;
    case 'run-resumed':
      return `resumed run ${state.run} with ${count(event.workers, 'worker')}: ${countsText(state)}`;
    case 'job-started':
      return `started   ${label(event.job)}${event.attempt > 1 ? ` (attempt ${event.attempt})` : ''}`;
    case 'job-resumed':
      return `resumed   ${label(event.job)} from ${event.epoch > 0 ? `epoch ${event.epoch}` : `step ${event.step}`}`;
    case 'job-finished':
      return `done      ${label(event.job)} in ${durationText(event.seconds)}${metricsText(event.metrics, metric)}`;
    case 'job-failed':
      return `failed    ${label(event.job)}: ${event.reason}: ${oneLine(event.text)}`;
    case 'job-retried':
      return `retried   ${label(event.job)} (attempt ${event.attempt})`;
    case 'job-stopped':
      return `stopped   ${label(event.job)}`;
    case 'cell-stopped-early':
      return `given up  ${defeatLine(state, event, metric)}`;
    case 'trial-finished':
      return event.state === 'failed'
        ? `failed    trial ${[event.trial, trialLabel(state, event.trial) ?? []].flat().join(': ')}`
        : undefined;
    case 'stop-asked':
      return stopText(state);
    case 'preflight-started':
      return `trying    ${count(event.kinds, 'kind')} of training for a few batches`;
    case 'preflight-finished':
      return `tried     ${count(event.kinds, 'kind')} of training in ${durationText(event.seconds)}: ${event.doomed > 0 ? `${count(event.doomed, 'training')} cannot work` : 'all work'}`;
    case 'trial-retried':
      return `retried   trial ${[event.trial, trialLabel(state, event.trial) ?? []].flat().join(': ')}`;
    case 'run-paused':
      return 'paused    nothing new is started';
    case 'run-unpaused':
      return 'goes on';
    case 'workers-changed':
      return `now       ${count(event.workers, 'worker')}`;
    case 'job-held':
      return `waits for ${label(event.job)}, which ${event.by} works on`;
    case 'job-released':
      return `given back ${label(event.job)}`;
    case 'request-answered':
      return event.accepted ? undefined : `refused   a request: ${oneLine(event.text)}`;
    case 'object-damaged':
      return `damaged   the result of ${label(event.job)}: ${oneLine(event.text)}`;
    case 'slot-opened':
      return `took      GPU ${event.index} (${oneLine(event.name)}) for slot ${event.slot}`;
    case 'slot-closed':
      return `gave back the card of slot ${event.slot}${event.because === 'quarantined' ? ' for good: one job after the other failed on it' : ''}`;
    case 'cards-awaited':
      return `waits for a card: ${oneLine(event.text)}`;
    case 'run-finished':
      return `run ${state.run} ${event.state}: ${countsText(state)}`;
    case 'job-cached': // may be thousands; the counts have them
    case 'job-canceled': // told by its trial
    case 'epoch-finished': // told by the heartbeat
    case 'worker-started':
    case 'worker-ended': // what it cost is told by its job
      return undefined;
    default:
      return untold(event);
  }
}

/** Of a newer kd, whose journals are read as far as they are understood. */
function untold(_event: never): undefined {
  return undefined;
}

function stopText({ running: { size }, isEndingNow }: RunState): string {
  if (isEndingNow) return 'ending now';
  return size === 0 ? 'stopping' : `stopping: ${count(size, 'job')} under way may write a checkpoint`;
}

function heartbeatText(state: RunState, nowMs: number): string {
  const left = secondsLeft(state, nowMs);
  const running = [...state.running.values()].map(({ job, epoch, resumed }) => {
    const last = epoch ?? resumed;
    return last ? `${job.label} ${last.epoch}/${last.epochs}` : job.label;
  });
  const shown = running.length > 4 ? [...running.slice(0, 4), `${running.length - 4} more`] : running;
  return [
    countsText(state),
    ...(left === undefined ? [] : [`about ${durationText(left)} left`]),
    ...(shown.length > 0 ? [`running ${shown.join('; ')}`] : []),
  ].join(', ');
}

/** `12/29 trials, 31/80 jobs (4 from the store), 1 failed` */
function countsText({ trialCounts, trials, jobCounts, jobs }: RunState): string {
  const cached = jobCounts.cached > 0 ? ` (${jobCounts.cached} from the store)` : '';
  const failed = trialCounts.failed > 0 ? `, ${count(trialCounts.failed, 'trial')} failed` : '';
  const canceled = trialCounts.canceled > 0 ? `, ${trialCounts.canceled} canceled` : '';
  const givenUp = trialCounts['given-up'] > 0 ? `, ${trialCounts['given-up']} given up` : '';
  return `${trialCounts.done}/${trials.size} trials, ${jobCounts.done + jobCounts.cached}/${jobs.size} jobs${cached}${failed}${canceled}${givenUp}`;
}

function metricsText(metrics: Readonly<Record<string, number>>, metric: MetricLookup): string {
  const [first] = Object.entries(metrics);
  return first ? `, ${first[0]} ${valueText(first[1], metric(first[0]).unit)}` : '';
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
