import type { SettingsOf, strategies } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { createTerm, hard } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** The labels, and decoupled distillation that grows to its full weight; epochs count from 1, as in the public code. */
export const dkd: Strategy<SettingsOf<typeof strategies.dkd>> = {
  build({ warmup, ...settings }, world) {
    const parts = createTerm({ name: 'dkd', settings }, world);
    return studentAlone(
      world,
      [
        { name: 'hard', loss: hard({}, world) },
        { name: 'dkd', ramp: ({ epoch }) => (warmup === 0 ? 1 : Math.min(1, (epoch + 1) / warmup)), loss: parts.loss },
      ],
      [parts],
    );
  },
};
