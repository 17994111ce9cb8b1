/**
 * Down at the end: exp(−12.5 (1 − (N − t)/R)²) over the last R of N, 1 before. Rounded to 2⁻³², as `halfCosine` is.
 * Tarvainen & Valpola, 2017, the code.
 *
 * @param left what is left of the training, N − t
 * @param length R, in the same unit; 0 for none
 */
export const rampDown = (left: number, length: number): number =>
  left >= length ? 1 : Math.round(Math.exp(-12.5 * (1 - left / length) ** 2) * 2 ** 32) / 2 ** 32;
