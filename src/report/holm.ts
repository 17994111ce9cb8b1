/**
 * p values corrected for their number by Holm's step-down method (1979): the k-th smallest of m times m − k + 1,
 * never less than the one before, at most 1. In the order given.
 *
 * @param m hypotheses in all; those of unknown p count as the largest
 */
export function holm(ps: readonly number[], m = ps.length): number[] {
  const order = ps.map((_, index) => index).sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const adjusted = new Array<number>(ps.length);
  let least = 0;
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps[index] ?? 1) * (m - rank)));
    adjusted[index] = least;
  }
  return adjusted;
}
