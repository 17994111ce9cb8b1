/** Beyond this many pairs 2ⁿ sums take too long, and the test is no longer short of resolution. */
const mostPairs = 16;

/**
 * Exact two-sided sign-flip (Fisher–Pitman) test of paired differences: the share of the 2ⁿ ways to sign the differences
 * whose sum is at least as far from 0 as the one seen. Its smallest value is 2/2ⁿ. `undefined` for none and for more than 16.
 */
export function signFlipP(differences: readonly number[]): number | undefined {
  const n = differences.length;
  if (n === 0 || n > mostPairs) return undefined;
  const total = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const seen = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const threshold = seen - total * 1e-12; // sums that differ by rounding alone count as equal
  let asFar = 0;
  for (let signs = 0; signs < 2 ** n; signs++) {
    let sum = 0;
    for (let at = 0; at < n; at++) sum += (signs >> at) & 1 ? (differences[at] ?? 0) : -(differences[at] ?? 0);
    if (Math.abs(sum) >= threshold) asFar++;
  }
  return asFar / 2 ** n;
}
