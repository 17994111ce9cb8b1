import type { SettingsOf, strategies } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { hard, kd as soft } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** (1 − α) · cross-entropy + α · T² · KL(teachers ‖ student); Hinton, Vinyals & Dean, 2015. */
export const kd: Strategy<SettingsOf<typeof strategies.kd>> = {
  build: (settings, world) =>
    studentAlone(world, [
      { name: 'hard', weight: 1 - settings.alpha, loss: hard(settings, world) },
      { name: 'kd', weight: settings.alpha, loss: soft(settings, world) },
    ]),
};
