import type { SettingsOf, strategies } from '../../catalogue/index.js';
import type { Strategy } from '../strategy.js';
import { createTerm, hard } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** The labels, and the relations among the teacher's probabilities. */
export const dist: Strategy<SettingsOf<typeof strategies.dist>> = {
  build(settings, world) {
    const parts = createTerm({ name: 'dist', settings: { ...settings } }, world);
    const labels = { name: 'hard', loss: hard({}, world) };
    return studentAlone(world, [labels, { name: 'dist', loss: parts.loss }], [parts]);
  },
};
