import type { JobKind } from '../plan/index.js';
import type { JobRecord, RunState } from './run-state.js';

/**
 * Seconds until a run is over, as far as its past tells; `undefined` before anything was finished.
 * A job's time is its arithmetic times the pace of finished jobs of its kind, a training job's under way the pace of its
 * last epoch. The rest cannot be faster than all of it shared by the slots, nor than the longest chain of jobs. Linear
 * in the number of jobs: call it once a second at most.
 */
export function secondsLeft(state: RunState, nowMs: number): number | undefined {
  const secondsPerWork = paceOf(state);
  if (secondsPerWork === undefined) return undefined;
  const ends = new Map<JobRecord, number>();
  let total = 0;
  let longest = 0;
  for (const record of state.jobs.values()) {
    const left = jobSecondsLeft(record, secondsPerWork, nowMs);
    if (left === undefined) continue;
    let begin = 0;
    for (const need of record.needs) begin = Math.max(begin, ends.get(need) ?? 0);
    ends.set(record, begin + left);
    total += left;
    longest = Math.max(longest, begin + left);
  }
  return Math.max(longest, total / Math.max(1, state.workers));
}

type Pace = (kind: JobKind) => number;

/** Seconds per unit of work by kind of job; for a kind of which none was finished, that of all kinds together. */
function paceOf(state: RunState): Pace | undefined {
  let [seconds, work] = [0, 0];
  for (const pace of state.pace.values()) [seconds, work] = [seconds + pace.seconds, work + pace.work];
  for (const { epoch, job } of state.running.values())
    if (epoch) [seconds, work] = [seconds + epoch.seconds * epoch.epochs, work + job.work];
  if (work === 0) return undefined;
  return kind => {
    const own = state.pace.get(kind);
    return own && own.work > 0 ? own.seconds / own.work : seconds / work;
  };
}

/** Nothing for a job that will not run, or not again. */
function jobSecondsLeft(record: JobRecord, secondsPerWork: Pace, nowMs: number): number | undefined {
  if (record.state === 'waiting') return record.job.work * secondsPerWork(record.job.spec.kind);
  if (record.state !== 'running') return undefined;
  const { epoch, resumed } = record;
  if (epoch) return Math.max(0, epoch.seconds * (epoch.epochs - epoch.epoch) - (nowMs - record.epochMs) / 1000);
  const share = resumed ? 1 - resumed.epoch / resumed.epochs : 1;
  return Math.max(
    0,
    share * record.job.work * secondsPerWork(record.job.spec.kind) - (nowMs - record.startedMs) / 1000,
  );
}
