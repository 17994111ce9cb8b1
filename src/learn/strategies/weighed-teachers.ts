import type { Configured } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { hard, kd } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

interface Weights {
  readonly temperature: number;
  readonly alpha: number;
}

/**
 * Cross-entropy + α · T² · Σ w_m KL(p_m ‖ q), both at a weight of their own, by the weighting of a name: `aver-mkd`, `ebkd`
 * and `aekd`.
 */
export const weighedTeachers = <Settings extends Weights>(
  weighing: (settings: Settings) => Configured,
): Strategy<Settings> => ({
  build(settings, world) {
    const { temperature, alpha } = settings;
    return studentAlone(world, [
      { name: 'hard', loss: hard({}, world) },
      { name: 'kd', weight: alpha, loss: kd({ temperature, weigh: weighing(settings) }, world) },
    ]);
  },
});
