import jstat from 'jstat';

/** The t beyond which, on both sides together, lies `1 − confidence` of Student's distribution: 4.303 for 0.95 and 2 degrees. */
export function criticalT(confidence: number, degreesOfFreedom: number): number {
  return jstat.studentt.inv((1 + confidence) / 2, degreesOfFreedom);
}

/**
 * P(|T| ≥ |t|) for Student's distribution with ν degrees of freedom: I_x(ν/2, 1/2) at x = ν/(ν + t²)
 * (Abramowitz & Stegun 26.7.1 with 26.5.27). Relative error about 1e-7.
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  return jstat.ibeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}
