import type { SettingsOf, strategies } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { hard, kd } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** Cross-entropy + α · T² · Σ a_m KL(p_m ‖ q), a of gradients by the logits; Du et al., 2020. */
export const aekd: Strategy<SettingsOf<typeof strategies.aekd>> = {
  build({ temperature, alpha, ...settings }, world) {
    const weigh = { name: 'gradient', settings: { ...settings } };
    return studentAlone(world, [
      { name: 'hard', loss: hard({}, world) },
      { name: 'kd', weight: alpha, loss: kd({ temperature, weigh }, world) },
    ]);
  },
};
