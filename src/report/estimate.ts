import { criticalT } from '../lib/t-distribution.js';
import type { JobKind } from '../plan/index.js';
import type { JobRecord, RunState } from './run-state.js';
import { summarize } from './statistics.js';

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

/** How long a run goes on, in seconds. */
export interface TimeLeft {
  readonly seconds: number;
  /** Where it lies nineteen times in twenty, if what is left is like what was done; absent where too little was done. */
  readonly range?: readonly [low: number, high: number];
}

/** What `secondsLeft` gives, and how sure that is: linear in the number of jobs, as it is. */
export function timeLeft(state: RunState, nowMs: number): TimeLeft | undefined {
  const seconds = secondsLeft(state, nowMs);
  if (seconds === undefined) return undefined;
  const spread = relativeSpread(state, nowMs);
  return { seconds, ...(spread === undefined ? {} : { range: [seconds / (1 + spread), seconds * (1 + spread)] }) };
}

/** A kind of job with less than this share of the time left decides nothing. */
const smallShare = 0.05;

/**
 * Half the width of the interval of the time left, as a share of it. Of a kind of which n jobs were done with a mean pace
 * and a standard deviation s of it, k to come take k means ± t·s·k·√(1/n + 1/k); kinds add up as independent errors do.
 */
function relativeSpread(state: RunState, nowMs: number): number | undefined {
  const secondsPerWork = paceOf(state);
  if (secondsPerWork === undefined) return undefined;
  const paces = new Map<JobKind, number[]>();
  const left = new Map<JobKind, { jobs: number; seconds: number }>();
  for (const record of state.jobs.values()) {
    const { kind } = record.job.spec;
    const seconds = jobSecondsLeft(record, secondsPerWork, nowMs);
    if (seconds !== undefined) {
      const before = left.get(kind) ?? { jobs: 0, seconds: 0 };
      left.set(kind, { jobs: before.jobs + 1, seconds: before.seconds + seconds });
    } else if (record.job.work > 0 && record.seconds > 0) {
      const known = paces.get(kind);
      const pace = record.seconds / record.job.work;
      if (known) known.push(pace);
      else paces.set(kind, [pace]);
    }
  }
  const total = [...left.values()].reduce((sum, { seconds }) => sum + seconds, 0);
  if (total === 0) return 0;
  let variance = 0;
  for (const [kind, { jobs, seconds }] of left) {
    const { n, mean, sd } = summarize(paces.get(kind) ?? []);
    if (sd !== undefined) variance += (criticalT(0.95, n - 1) * (sd / mean) * seconds) ** 2 * (1 / n + 1 / jobs);
    else if (seconds > smallShare * total) return undefined;
  }
  return Math.sqrt(variance) / total;
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
