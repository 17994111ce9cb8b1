import { unreachable } from '../../lib/bug.js';
import { durationText, type JobRecord, oneLine, type RunState } from '../../report/index.js';
import { lossText } from '../loss-text.js';

/** How far a job is, in words: `epoch 3/40, hard 0.412`, `done in 12 s`, `failed: diverged: …`, `waits for teacher wide`. */
export function progressText(record: JobRecord, state: RunState, nowMs: number): string {
  switch (record.state) {
    case 'waiting':
      return waitingText(record, state);
    case 'running':
      return runningText(record, nowMs);
    case 'done':
      return record.seconds > 0 ? `done in ${durationText(record.seconds)}` : 'done';
    case 'cached':
      return 'taken from the store';
    case 'failed':
      return record.error ? `failed: ${record.error.reason}: ${oneLine(record.error.text)}` : 'failed';
    case 'canceled':
      return `canceled: ${canceledText(record, state)}`;
    default:
      return unreachable(record.state);
  }
}

/** How far a training is, `epoch 3/40`; empty where it has told of none. */
const epochText = ({ epoch, resumed }: JobRecord): string => {
  const last = epoch ?? resumed;
  return last ? `epoch ${last.epoch}/${last.epochs}` : '';
};

function runningText(record: JobRecord, nowMs: number): string {
  const spent = durationText(Math.max(0, nowMs - record.startedMs) / 1000);
  const losses = record.epoch ? lossText(record.epoch.losses) : '';
  return [epochText(record), `for ${spent}`, losses].filter(Boolean).join(', ');
}

function waitingText({ heldBy, needs }: JobRecord, { isPaused }: RunState): string {
  if (heldBy !== undefined) return `${heldBy} works on it`;
  const open = needs.filter(({ state }) => state !== 'done' && state !== 'cached');
  const [first] = open;
  if (first) return `waits for ${first.job.label}${open.length > 1 ? ` and ${open.length - 1} more` : ''}`;
  return isPaused ? 'waits: the run is paused' : 'waits for a worker';
}

function canceledText({ because }: JobRecord, { jobs }: RunState): string {
  switch (because) {
    case 'stopped':
      return 'the run was stopped';
    case 'fail-fast':
      return 'another job failed';
    case 'trial-stopped':
      return 'its trial was stopped';
    case 'disk-full':
      return 'the disk was full';
    case 'not-asked':
      return 'another trial was asked for';
    case 'stopped-early':
      return 'its cell was given up';
    case 'not-needed':
    case undefined:
      return 'nothing needs it';
    default:
      return `${jobs.get(because)?.job.label ?? 'what it needs'} failed`;
  }
}
