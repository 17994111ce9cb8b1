import { random } from '../lib/random.js';
import type { Interval } from './statistics.js';

/** Up to here every way to draw again is counted: 6435 multisets of 8, so nothing is left to chance. */
const mostCounted = 8;
const resamples = 10_000;

/**
 * 95 % interval of the mean by the bootstrap (Efron & Tibshirani 1993, ch. 13, percentile method): the 2.5 and 97.5 %
 * points of the means of all samples drawn from the values with replacement. Exact for up to eight values, of 10,000
 * draws by a fixed generator beyond. It assumes no shape, and for few values it is too narrow.
 */
export function bootstrapInterval(values: readonly number[]): Interval {
  const means = values.length <= mostCounted ? countedMeans(values) : drawnMeans(values);
  means.sort((a, b) => a.mean - b.mean);
  return [pointAt(means, 0.025), pointAt(means, 0.975)];
}

interface WeighedMean {
  readonly mean: number;
  /** Its share of all samples. */
  readonly share: number;
}

/** The mean of each multiset of the values, and its multinomial probability n!/(∏ k!)/nⁿ. */
function countedMeans(values: readonly number[]): WeighedMean[] {
  const n = values.length;
  const means: WeighedMean[] = [];
  const place = (at: number, left: number, sum: number, share: number): void => {
    if (at === n - 1) {
      const last = values[at] ?? 0;
      means.push({ mean: (sum + left * last) / n, share: share / factorial(left) });
      return;
    }
    for (let times = 0; times <= left; times++)
      place(at + 1, left - times, sum + times * (values[at] ?? 0), share / factorial(times));
  };
  place(0, n, 0, factorial(n) / n ** n);
  return means;
}

function drawnMeans(values: readonly number[]): WeighedMean[] {
  const n = values.length;
  const draws = random(0).for('bootstrap');
  return Array.from({ length: resamples }, (_, sample) => {
    let sum = 0;
    for (let at = 0; at < n; at++) sum += values[Math.floor((draws.bits(sample * n + at) / 2 ** 32) * n)] ?? 0;
    return { mean: sum / n, share: 1 / resamples };
  });
}

/** The smallest mean up to which at least this share of all samples lies. */
function pointAt(sorted: readonly WeighedMean[], wanted: number): number {
  let sum = 0;
  for (const { mean, share } of sorted) {
    sum += share;
    if (sum >= wanted * (1 - 1e-12)) return mean;
  }
  return sorted.at(-1)?.mean ?? Number.NaN;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
