import type { SettingsOf, strategies } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { distl } from './distl.js';

/** DISTL without DINO, λ = 0: the baseline it is measured against. What settings only DINO has are never looked at. */
export const selfTraining: Strategy<SettingsOf<(typeof strategies)['self-training']>> = {
  build: (settings, world) => distl.build({ ...unused, ...settings }, world),
};

const unused = {
  lambda: 0,
  'ssl-epoch': 0,
  'dino-out': 1,
  'dino-hidden': 1,
  'dino-bottleneck': 1,
  'teacher-temp': 1,
  'student-temp': 1,
  'center-momentum': 0,
  'local-crops': 0,
  'local-scale': [0, 1],
  'local-augment': [],
  'local-size': 1,
  'freeze-last-layer': 0,
} as const;
