import type { Strategy } from '../strategy.js';
import { hard } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** The student learns from labels alone. */
export const none: Strategy<unknown> = {
  build: (settings, world) => studentAlone(world, [{ name: 'hard', loss: hard(settings, world) }]),
};
