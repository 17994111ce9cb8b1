import { type Activations, rowOf } from './activations.js';

/** Rows with mean 0 and deviation 1 in every feature, and what they were divided by. */
export interface Standardized {
  readonly rows: readonly Float64Array[];
  /** By feature; infinite for one that never varies, which so has no part in anything. */
  readonly deviations: Float64Array;
}

/**
 * A unit that fires for one image in a hundred has next to no deviation, and mapped back by it would outweigh all
 * others: no feature is divided by less than this part of the root mean square of all deviations.
 */
const least = 0.1;

/** Standardizes some rows over themselves. */
export function standardize(activations: Activations, chosen: readonly number[]): Standardized {
  const { features } = activations;
  const means = new Float64Array(features);
  const squares = new Float64Array(features);
  for (const image of chosen) {
    const row = rowOf(activations, image);
    for (let at = 0; at < features; at++) means[at] = (means[at] ?? 0) + (row[at] ?? 0);
  }
  for (let at = 0; at < features; at++) means[at] = (means[at] ?? 0) / chosen.length;
  for (const image of chosen) {
    const row = rowOf(activations, image);
    for (let at = 0; at < features; at++) squares[at] = (squares[at] ?? 0) + ((row[at] ?? 0) - (means[at] ?? 0)) ** 2;
  }
  const variances = squares.map(sum => sum / chosen.length);
  const floor = least * Math.sqrt(variances.reduce((sum, value) => sum + value, 0) / features);
  const deviations = variances.map(variance =>
    variance > 0 ? Math.max(Math.sqrt(variance), floor) : Number.POSITIVE_INFINITY,
  );
  const rows = chosen.map(image => {
    const row = rowOf(activations, image);
    const standard = new Float64Array(features);
    for (let at = 0; at < features; at++) standard[at] = ((row[at] ?? 0) - (means[at] ?? 0)) / (deviations[at] ?? 1);
    return standard;
  });
  return { rows, deviations };
}
