import { holm } from './holm.js';
import { type PairedDifference, pairedDifference } from './paired.js';
import { seedsNeeded } from './seeds-needed.js';
import type { IntervalMethod } from './statistics.js';

/** Which values of a metric are good; metrics that only describe (`params`) count as smaller. */
export type Direction = 'larger' | 'smaller';

type Verdict = 'better' | 'worse' | 'no difference shown';

/** What can be said of a cell against its baseline. */
export interface Comparison extends PairedDifference {
  readonly baseline: string;
  readonly metric: string;
  /** `p` corrected by Holm over the compared cells of the experiment; the verdict follows it. */
  readonly pHolm?: number;
  readonly verdict: Verdict;
  /**
   * Where no difference is shown: how many seeds in all would show it, were it what was seen; `many` is more than 1000.
   * At the level of Bonferroni's correction, which is at most stricter than Holm's.
   */
  readonly seedsNeeded?: number | 'many';
}

/** A cell to be compared: the values of the metric by seed, and those of its baseline. */
export interface ComparedCell {
  readonly values: ReadonlyMap<number, number>;
  readonly against: ReadonlyMap<number, number>;
}

/** The level of the verdict, two-sided, after Holm's correction. */
export const significance = 0.05;

/**
 * Compares cells of one experiment with their baselines, pair by pair, corrected for how many there are. In the order given.
 *
 * @param givenUp cells that were left out for looking worse: had they not been counted, what is left would look too sure
 */
export function compareCells(
  cells: readonly ComparedCell[],
  compare: { readonly baseline: string; readonly metric: string },
  direction: Direction,
  givenUp = 0,
  method?: IntervalMethod,
): Comparison[] {
  const differences = cells.map(cell => pairedDifference(cell.values, cell.against, method));
  const tested = differences.flatMap(({ p }, index) => (p === undefined || Number.isNaN(p) ? [] : [{ index, p }]));
  const corrected = holm(
    tested.map(({ p }) => p),
    tested.length + givenUp,
  );
  const byIndex = new Map(tested.map(({ index }, rank) => [index, corrected[rank]]));
  return differences.map((found, index) => {
    const pHolm = byIndex.get(index);
    const verdict = verdictOf(found.difference, pHolm, direction);
    const needed = verdict === 'no difference shown' ? neededSeeds(found, tested.length + givenUp) : undefined;
    return {
      ...compare,
      ...found,
      ...(pHolm === undefined ? {} : { pHolm }),
      verdict,
      ...(needed === undefined ? {} : { seedsNeeded: needed }),
    };
  });
}

function verdictOf(difference: number | undefined, p: number | undefined, direction: Direction): Verdict {
  if (difference === undefined || p === undefined || p >= significance) return 'no difference shown';
  return difference > 0 === (direction === 'larger') ? 'better' : 'worse';
}

/** Never fewer than one more than there are: those there are did not show it. */
function neededSeeds({ effect, pairs }: PairedDifference, comparisons: number): number | 'many' | undefined {
  if (effect === undefined) return undefined;
  const needed = effect === 0 ? undefined : seedsNeeded(effect, significance / comparisons);
  return needed === undefined ? 'many' : Math.max(needed, pairs + 1);
}
