import type { Random } from '../../../lib/random.js';

/** P(z < −2) of a standard normal, and the standard deviation of one that is cut at ±2. */
const tail = 0.0227501319481792;
const cutDeviation = 0.879625661034238;

/**
 * A normal number cut at two of its standard deviations, with mean 0 and standard deviation 1: the inverse of the
 * distribution function at a uniform number. Of Acklam's rational approximation (2003; relative error 1.2e-9 in the
 * middle part, which ends just before ±2) only additions, products and a quotient are needed, so all versions of Node draw the same
 * bits, which logarithm and cosine do not promise.
 */
export function truncatedNormal(random: Random, counter: number): number {
  const centered = (1 - 2 * tail) * (random.uniform(counter) + 2 ** -25 - 0.5); // the middle of its step, so symmetric
  const square = centered * centered;
  const above = numerator.reduce((sum, factor) => sum * square + factor, 0);
  const below = denominator.reduce((sum, factor) => sum * square + factor, 0);
  return (above * centered) / (below * square + 1) / cutDeviation;
}

/** From the highest power to the lowest. */
const numerator = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const denominator = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
