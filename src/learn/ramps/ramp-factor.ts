import type { Configured, RampName } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import { halfCosine } from '../schedules/half-cosine.js';

/** Every ramp the catalogue promises, from t = 0 to 1. */
const curves: Readonly<Record<RampName, (t: number) => number>> = {
  linear: t => t,
  cosine: t => 1 - halfCosine(t),
  sigmoid: t => Math.round(Math.exp(-5 * (1 - t) ** 2) * 2 ** 32) / 2 ** 32, // as in `halfCosine`
};

/**
 * What the weight of a loss term is multiplied by, from 0 to 1 at the end of the ramp and 1 ever after.
 * @param epoch epochs passed, in fractions
 */
export function rampFactor(configured: Configured, epoch: number): number {
  const name = configured.name as RampName;
  if (!Object.hasOwn(curves, name)) throw new Bug(`no ramp is called ${name}`);
  const epochs = configured.settings.epochs as number;
  return epoch >= epochs ? 1 : curves[name](epoch / epochs);
}
