import { criticalT } from '../lib/t-distribution.js';
import { bootstrapInterval } from './bootstrap.js';

export type Interval = readonly [low: number, high: number];

/** How a 95 % interval of a mean is found: from Student's distribution, or by drawing again from the values. */
export type IntervalMethod = 't' | 'bootstrap';

/** Some values of one quantity over seeds. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (divided by n − 1); absent for one value. */
  readonly sd?: number;
  /** 95 % interval of the mean, mean ± t·sd/√n with n − 1 degrees of freedom unless asked for otherwise; absent for one value. */
  readonly ci95?: Interval;
}

/** Mean, spread and interval of at least one value. Values equal but for rounding have a spread of exactly 0. */
export function summarize(values: readonly number[], method: IntervalMethod = 't'): Summary {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { n, mean };
  const sd = standardDeviation(values, mean);
  if (method === 'bootstrap') return { n, mean, sd, ci95: bootstrapInterval(values) };
  const half = (criticalT(0.95, n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, ci95: [mean - half, mean + half] };
}

/** The middle value; of an even number of values the mean of the two middle ones. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

function standardDeviation(values: readonly number[], mean: number): number {
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (values.length - 1));
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return sd <= largest * 1e-12 ? 0 : sd;
}
