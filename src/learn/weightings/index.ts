import type { Configured, SettingsOf, WeightingName, weightings } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Teacher } from '../strategy.js';
import { cav } from './cav.js';
import { confidence } from './confidence.js';
import { entropy } from './entropy.js';
import { fixed } from './fixed.js';
import { gradient } from './gradient.js';
import { uniform } from './uniform.js';
import type { Weighting, WeightingBuilder } from './weighting.js';

export { conceptWeights } from './cav.js';
export { descentWeights } from './descent-weights.js';
export { type Fusion, fuseTeachers } from './fuse-teachers.js';
export type { Said, Weighting } from './weighting.js';

/** Every weighting the catalogue promises. */
const builders: { readonly [N in WeightingName]: WeightingBuilder<SettingsOf<(typeof weightings)[N]>> } = {
  uniform,
  fixed,
  entropy,
  confidence,
  gradient,
  cav,
};

export function createWeighting({ name, settings }: Configured, teachers: readonly Teacher[]): Weighting {
  if (!Object.hasOwn(builders, name)) throw new Bug(`no weighting is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  return (builders[name as WeightingName] as WeightingBuilder<unknown>)(settings, teachers);
}
