import { twoSidedP } from '../lib/t-distribution.js';
import { signFlipP } from './sign-flip.js';
import { type Interval, type IntervalMethod, summarize } from './statistics.js';

/** How far apart two cells are, over the seeds both have. */
export interface PairedDifference {
  /** Seeds both have. */
  readonly pairs: number;
  /** Mean of (cell − baseline); absent without a pair. */
  readonly difference?: number;
  /** 95 % interval of the mean difference, not corrected for the number of comparisons; absent below two pairs. */
  readonly ci95?: Interval;
  /** Two-sided; absent below two pairs. */
  readonly p?: number;
  readonly signFlipP?: number;
  /**
   * Mean difference over the standard deviation of the differences, times 1 − 3/(4ν − 1) with ν = pairs − 1, which takes
   * the bias of few pairs away (Hedges 1981): Hedges' g for paired values. Absent below three pairs, where
   * the correction leaves nothing, and without spread.
   */
  readonly effect?: number;
  readonly test: PairedTest;
}

/** `sign-flip` where all differences are the same number, so that a t test would divide by zero and be certain for no reason. */
type PairedTest = 'paired-t' | 'sign-flip' | 'none';

/** Compares two cells by the values of each seed: paired t test, and the exact sign-flip test beside it. */
export function pairedDifference(
  cell: ReadonlyMap<number, number>,
  baseline: ReadonlyMap<number, number>,
  method?: IntervalMethod,
): PairedDifference {
  const differences: number[] = [];
  for (const [seed, value] of cell) {
    const other = baseline.get(seed);
    if (other !== undefined) differences.push(value - other);
  }
  const pairs = differences.length;
  if (pairs === 0) return { pairs, test: 'none' };
  const { mean: difference, sd, ci95 } = summarize(differences, method);
  if (sd === undefined || ci95 === undefined) return { pairs, difference, test: 'none' };
  const exact = signFlipP(differences);
  const beside = exact === undefined ? {} : { signFlipP: exact };
  if (sd === 0) {
    const p = difference === 0 ? 1 : 2 ** (1 - pairs);
    return { pairs, difference, ci95, p, ...beside, test: 'sign-flip' };
  }
  const p = twoSidedP((difference / sd) * Math.sqrt(pairs), pairs - 1);
  const effect = pairs < 3 ? {} : { effect: (difference / sd) * smallSample(pairs - 1) };
  return { pairs, difference, ci95, p, ...beside, ...effect, test: 'paired-t' };
}

const smallSample = (degreesOfFreedom: number): number => 1 - 3 / (4 * degreesOfFreedom - 1);
