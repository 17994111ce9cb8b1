import { asWeighting, type SettingsOf, type strategies } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { kd } from './kd.js';

/** Distillation of teachers weighed by concepts; Li & Joe, 2024. */
export const cav: Strategy<SettingsOf<typeof strategies.cav>> = {
  build: ({ temperature, alpha, ...others }, world) =>
    kd.build({ temperature, alpha, weigh: asWeighting({ name: 'cav', settings: { ...others } as never }) }, world),
};
