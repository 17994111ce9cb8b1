import { criticalT } from '../lib/t-distribution.js';

/** Nobody runs more. */
const mostSeeds = 1000;
const power = 0.8;

/**
 * How many seeds in all would show a difference with a probability of 80 %, if it and its spread are what was seen:
 * the smallest n with n ≥ ((t(1 − level/2, n − 1) + t(0.8, n − 1))/d)² (Cohen 1988, ch. 2, with central t; one seed
 * off the exact answer at most). `undefined` where more than 1000 would be needed.
 *
 * @param standardized mean of the paired differences over their standard deviation, not 0
 * @param level of the two-sided test, with its correction for several comparisons
 */
export function seedsNeeded(standardized: number, level: number): number | undefined {
  const isEnough = (n: number): boolean => {
    const reach = criticalT(1 - level, n - 1) + criticalT(2 * power - 1, n - 1);
    return n * standardized ** 2 >= reach ** 2;
  };
  if (!isEnough(mostSeeds)) return undefined;
  // What is enough stays enough with more seeds: t falls as n grows.
  let [few, enough] = [2, mostSeeds];
  while (enough - few > 1) {
    const middle = (few + enough) >> 1;
    if (isEnough(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}
