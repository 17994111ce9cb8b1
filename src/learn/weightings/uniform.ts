import type { SettingsOf, weightings } from '../../catalogue/index.js';
import { equalWeights } from './equal-weights.js';
import type { WeightingBuilder } from './weighting.js';

/** Every teacher counts alike: w_m = 1/K. */
export const uniform: WeightingBuilder<SettingsOf<typeof weightings.uniform>> = ({ of }) => ({
  averages: of,
  varies: false,
  weigh: ({ teachers }) => equalWeights(teachers),
});
