import type { JobId } from '../../plan/index.js';
import { type PastEpoch, summarize } from '../../report/index.js';

/** A quantity of one cell over its training. */
export interface Curve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly epoch: number;
  /** Seeds that came so far. */
  readonly n: number;
  readonly mean: number;
  /** 95 % interval of the mean; absent for one seed. */
  readonly low?: number;
  readonly high?: number;
}

/** Which of an epoch's numbers: loss terms, the weights of teachers that stand among them, or metrics on the validation part. */
export type CurveKind = 'loss' | 'teacher-weight' | 'validation';

/** More points than this are thinned out: a curve is no wider than a page. */
export const mostPoints = 150;

/** Means over the seeds of a cell, epoch by epoch, of each quantity of a kind, in the order of first appearance. */
export function curvesOf(
  trainings: readonly JobId[],
  epochsOf: (training: JobId) => readonly PastEpoch[],
  kind: CurveKind,
): Curve[] {
  const values = new Map<string, Map<number, number[]>>();
  for (const training of trainings)
    for (const epoch of epochsOf(training))
      for (const [name, value] of numbersOf(epoch, kind)) {
        if (!Number.isFinite(value)) continue;
        const byEpoch = values.get(name) ?? new Map<number, number[]>();
        const list = byEpoch.get(epoch.epoch);
        if (list) list.push(value);
        else byEpoch.set(epoch.epoch, [value]);
        values.set(name, byEpoch);
      }
  return [...values].map(([name, byEpoch]) => ({
    name,
    points: thinned([...byEpoch].sort(([a], [b]) => a - b)).map(([epoch, list]) => pointOf(epoch, list)),
  }));
}

function numbersOf({ losses, metrics }: PastEpoch, kind: CurveKind): [string, number][] {
  if (kind === 'validation') return Object.entries(metrics);
  return Object.entries(losses).filter(([name]) => name.startsWith(weightPrefix) === (kind === 'teacher-weight'));
}

/** What strategies that weigh teachers example by example call the mean weight of one. */
const weightPrefix = 'weight of teacher ';

function pointOf(epoch: number, list: readonly number[]): CurvePoint {
  const { n, mean, ci95 } = summarize(list);
  return { epoch, n, mean, ...(ci95 ? { low: ci95[0], high: ci95[1] } : {}) };
}

/** Every so manieth, and the last. */
function thinned<Item>(items: readonly Item[]): readonly Item[] {
  const step = Math.ceil(items.length / mostPoints);
  return step <= 1 ? items : items.filter((_, at) => at % step === 0 || at === items.length - 1);
}
