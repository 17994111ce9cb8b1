/** How many examples of each pool a batch holds, and where in each pool's sequence they are. */
export interface BatchLayout {
  readonly batchesPerEpoch: number;
  /** By pool: [place of the first in the pool's sequence, how many]. */
  batch(epoch: number, index: number): readonly (readonly [from: number, count: number])[];
}

/**
 * Lays batches over pools. An epoch is one pass over the first pool; its last batch may be smaller, and then takes
 * proportionally less of the others, so that shares hold in every batch.
 *
 * @param shares of the pools, adding up to one
 * @param firstLength examples in the first pool
 */
export function layOutBatches(
  shares: readonly number[],
  firstLength: number,
  size: number,
  dropLast: boolean,
): BatchLayout {
  const full = apportion(shares, size);
  const fullFirst = full[0] ?? 0;
  const rest = firstLength % fullFirst;
  const fullBatches = Math.floor(firstLength / fullFirst);
  // A pool smaller than its share of a batch still gives one batch an epoch.
  const hasLast = rest > 0 && (!dropLast || fullBatches === 0);
  const last = hasLast ? full.map((count, pool) => (pool === 0 ? rest : Math.ceil((count * rest) / fullFirst))) : [];

  return {
    batchesPerEpoch: fullBatches + (hasLast ? 1 : 0),
    batch(epoch, index) {
      const isLast = hasLast && index === fullBatches;
      return full.map((count, pool) => {
        const perEpoch = pool === 0 ? firstLength : count * fullBatches + (last[pool] ?? 0);
        return [epoch * perEpoch + count * index, isLast ? (last[pool] ?? 0) : count];
      });
    },
  };
}

/** Whole numbers in proportion to shares that add up to a total, none less than one (largest remainders). */
function apportion(shares: readonly number[], total: number): readonly number[] {
  const exact = shares.map(share => share * total);
  const counts = exact.map(value => Math.max(1, Math.floor(value + 1e-9)));
  const byRemainder = exact.map((value, pool) => ({ pool, remainder: value - (counts[pool] ?? 0) }));
  byRemainder.sort((a, b) => b.remainder - a.remainder);
  const missing = Math.max(0, total - counts.reduce((sum, count) => sum + count, 0));
  for (const { pool } of byRemainder.slice(0, missing)) counts[pool] = (counts[pool] ?? 0) + 1;
  return counts;
}
