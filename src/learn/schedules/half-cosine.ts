/**
 * (1 + cos πt) / 2: from 1 at t = 0 to 0 at t = 1. Rounded to 2⁻³², for the last bits of a cosine differ between
 * versions of Node and a result may not.
 */
export const halfCosine = (t: number): number => Math.round((0.5 + 0.5 * Math.cos(Math.PI * t)) * 2 ** 32) / 2 ** 32;
