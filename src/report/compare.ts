import { holm } from './holm.js';
import { type PairedDifference, pairedDifference } from './paired.js';

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
): Comparison[] {
  const differences = cells.map(cell => pairedDifference(cell.values, cell.against));
  const tested = differences.flatMap(({ p }, index) => (p === undefined || Number.isNaN(p) ? [] : [{ index, p }]));
  const corrected = holm(
    tested.map(({ p }) => p),
    tested.length + givenUp,
  );
  const byIndex = new Map(tested.map(({ index }, rank) => [index, corrected[rank]]));
  return differences.map((found, index) => {
    const pHolm = byIndex.get(index);
    const verdict = verdictOf(found.difference, pHolm, direction);
    return { ...compare, ...found, ...(pHolm === undefined ? {} : { pHolm }), verdict };
  });
}

function verdictOf(difference: number | undefined, p: number | undefined, direction: Direction): Verdict {
  if (difference === undefined || p === undefined || p >= significance) return 'no difference shown';
  return difference > 0 === (direction === 'larger') ? 'better' : 'worse';
}
