import type { losses, SettingsOf } from '../../catalogue/index.js';
import { correlationLoss } from '../losses/index.js';
import { onlyTeacher } from './tapped.js';
import type { PartsBuilder } from './term-builder.js';

/** Correlations of probabilities, by example and by class (Huang et al., 2022). */
export const dist: PartsBuilder<Pick<SettingsOf<typeof losses.dist>, 'beta' | 'gamma' | 'temperature'>> = (
  settings,
  world,
) => ({
  loss: step => correlationLoss(step.logits(world.student), step.logits(onlyTeacher(world)), settings),
  modules: [],
  fullBatches: true,
});
