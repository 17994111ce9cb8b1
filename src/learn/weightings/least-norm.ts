import { solveLinear } from '../../lib/solve-linear.js';

/** Added to the diagonal, as a share of its largest entry: of equally short sums it takes the one that shares alike. */
const ridge = 1e-6;
/** What rounding leaves of a difference, as a share of the largest entry, and of a weight. */
const rounding = 1e-13;

/**
 * The weights of the shortest sum Σ_m a_m g_m with Σ a = 1 and 0 ≤ a_m ≤ most, by the active-set method for quadratic
 * programs (Nocedal & Wright, Numerical Optimization, 2006, algorithm 16.3) in double precision: weights that are free go
 * to the shortest sum they can make; one that meets a bound stays there, until moving it would shorten the sum. Equal or
 * vanishing vectors have equal weights.
 *
 * @param vectors K of them, all of one length
 * @param most below 1/K it is taken for 1/K, where all weights are equal
 * @returns K weights
 */
export function leastNorm(vectors: readonly (readonly number[])[], most: number): readonly number[] {
  const count = vectors.length;
  const weights = new Array<number>(count).fill(1 / count);
  if (most * count <= 1) return weights;
  const products = productsOf(vectors);
  const scale = Math.max(...products.map((row, at) => row[at] ?? 0));
  const free = new Set(weights.keys());
  // each set of free weights is left for good, so the bound is far away; it keeps rounding from going round in circles
  for (let turn = 0; turn < 100 * count; turn++) {
    const slopes = products.map(row => row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0));
    const step = stepOf([...free], products, slopes);
    if ([...step.values()].every(change => Math.abs(change) < rounding)) {
      const freed = worthMoving(weights, slopes, { free, most, least: rounding * scale });
      if (freed.length === 0) break;
      for (const at of freed) free.add(at);
    } else go(weights, step, most, free);
  }
  return weights;
}

function productsOf(vectors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const products = vectors.map(a => vectors.map(b => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)));
  const added = ridge * Math.max(...products.map((row, at) => row[at] ?? 0));
  return products.map((row, at) => row.map((value, other) => (at === other ? value + added : value)));
}

/** How far the free weights, their sum unchanged, are from the shortest sum they can make. */
function stepOf(
  free: readonly number[],
  products: readonly (readonly number[])[],
  slopes: readonly number[],
): ReadonlyMap<number, number> {
  if (free.length < 2) return new Map();
  const rows = free.map(at => [...free.map(other => products[at]?.[other] ?? 0), 1]);
  const changes = solveLinear([...rows, [...free.map(() => 1), 0]], [...free.map(at => -(slopes[at] ?? 0)), 0]);
  return new Map(changes ? free.map((at, index) => [at, changes[index] ?? 0]) : []);
}

/** As far as no weight leaves its bounds; the first that meets one is free no more. */
function go(weights: number[], step: ReadonlyMap<number, number>, most: number, free: Set<number>): void {
  let share = 1;
  let met: { readonly at: number; readonly bound: number } | undefined;
  for (const [at, change] of step) {
    const bound = change > 0 ? most : 0;
    const room = change === 0 ? 1 : (bound - (weights[at] ?? 0)) / change;
    if (room < share) [share, met] = [Math.max(0, room), { at, bound }];
  }
  for (const [at, change] of step) weights[at] = (weights[at] ?? 0) + share * change;
  if (!met) return;
  weights[met.at] = met.bound;
  free.delete(met.at);
}

interface Bounds {
  readonly free: ReadonlySet<number>;
  readonly most: number;
  /** The least gain that counts. */
  readonly least: number;
}

/** The weight at a bound whose moving inwards shortens the sum most; two where no free one could take what it gives. */
function worthMoving(
  weights: readonly number[],
  slopes: readonly number[],
  { free, most, least }: Bounds,
): readonly number[] {
  const slope = (at: number): number => slopes[at] ?? 0;
  const all = [...weights.keys()];
  const up = all
    .filter(at => free.has(at) || (weights[at] ?? 0) < most / 2)
    .sort((a, b) => slope(a) - slope(b))
    .at(0);
  const down = all
    .filter(at => free.has(at) || (weights[at] ?? 0) > most / 2)
    .sort((a, b) => slope(b) - slope(a))
    .at(0);
  if (up === undefined || down === undefined || slope(down) - slope(up) <= least) return [];
  if (free.size === 0) return [up, down];
  const level = [...free].reduce((sum, at) => sum + slope(at), 0) / free.size;
  return [level - slope(up) > slope(down) - level ? up : down];
}
