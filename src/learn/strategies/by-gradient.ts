import type { Configured, SettingsOf, weightings } from '../../catalogue/index.js';

/** Weighting in gradient space, from settings of a strategy that has its own among others (Du et al., 2020). */
export const byGradient = ({ 'c-max': most, normalize }: SettingsOf<typeof weightings.gradient>): Configured => ({
  name: 'gradient',
  settings: { 'c-max': most, normalize },
});
