/** base to a whole exponent by squaring: products alone, whose bits are the same in every version of Node. */
export function power(base: number, exponent: number): number {
  let [result, factor, rest] = [1, base, exponent];
  while (rest > 0) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
    rest = Math.floor(rest / 2);
  }
  return result;
}
