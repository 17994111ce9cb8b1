/**
 * The t beyond which, on both sides together, lies `1 − confidence` of Student's distribution: 4.303 for 0.95 and 2 degrees.
 * By Newton's method on `twoSidedP`, which falls and is convex, from a point left of the solution: it cannot overshoot.
 *
 * @param confidence between 0 and 1
 * @param degreesOfFreedom a whole number, at least 1
 */
export function criticalT(confidence: number, degreesOfFreedom: number): number {
  const wanted = 1 - confidence;
  let t = 0;
  for (let step = 0; step < 200; step++) {
    const next = t + (twoSidedP(t, degreesOfFreedom) - wanted) / (2 * density(t, degreesOfFreedom));
    if (!(next > t * (1 + Number.EPSILON))) break;
    t = next;
  }
  return t;
}

/**
 * P(|T| ≥ |t|) for Student's distribution with ν degrees of freedom: I_x(ν/2, 1/2) at x = ν/(ν + t²)
 * (Abramowitz & Stegun 26.7.1 with 26.5.27), the incomplete beta function by its continued fraction. Relative error
 * below 1e-12, far out in the tail too.
 *
 * @param degreesOfFreedom a whole number, at least 1
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  const a = degreesOfFreedom / 2;
  const square = t * t;
  const x = degreesOfFreedom / (degreesOfFreedom + square);
  const rest = square / (degreesOfFreedom + square); // 1 − x without cancellation
  if (rest === 0) return 1;
  const front = (x ** a * Math.sqrt(rest)) / betaHalf(degreesOfFreedom);
  return x < (a + 1) / (a + 2.5)
    ? (front / a) * betaFraction(a, 0.5, x)
    : 1 - (front / 0.5) * betaFraction(0.5, a, rest);
}

/** The density of Student's distribution. */
function density(t: number, degreesOfFreedom: number): number {
  const half = (degreesOfFreedom + 1) / 2;
  return (1 + (t * t) / degreesOfFreedom) ** -half / (Math.sqrt(degreesOfFreedom) * betaHalf(degreesOfFreedom));
}

/** B(ν/2, 1/2) for whole ν, from B(1/2, 1/2) = π and B(1, 1/2) = 2 by B(a + 1, b) = B(a, b)·a/(a + b). */
function betaHalf(degreesOfFreedom: number): number {
  const isOdd = degreesOfFreedom % 2 === 1;
  let beta = isOdd ? Math.PI : 2;
  for (let a = isOdd ? 0.5 : 1; a < degreesOfFreedom / 2; a++) beta *= a / (a + 0.5);
  return beta;
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method; quick for x < (a + 1)/(a + b + 2). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const awayFromZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const numerator of [even, odd]) {
      d = 1 / awayFromZero(1 + numerator * d);
      c = awayFromZero(1 + numerator / c);
      change = d * c;
      fraction *= change;
    }
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return fraction;
}
