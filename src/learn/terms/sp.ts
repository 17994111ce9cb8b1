import { lastStage, type losses, onePair, type SettingsOf } from '../../catalogue/index.js';
import { similarityPreservation } from '../losses/index.js';
import { tapped, tapsOf } from './tapped.js';
import type { PartsBuilder } from './term-builder.js';

/** Similarities within the batch, of the last stages unless others are named (Tung & Mori, 2019). */
export const sp: PartsBuilder<Pick<SettingsOf<typeof losses.sp>, 'pair'>> = (settings, world) => {
  const taps = tapsOf(world);
  const pair = onePair(settings.pair, { student: lastStage(taps.student), teacher: lastStage(taps.teacher) });
  return {
    loss(step) {
      const { student, teacher } = tapped(step, world, pair);
      return similarityPreservation(student, teacher);
    },
    modules: [],
    fullBatches: true,
  };
};
