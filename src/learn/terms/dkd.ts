import type { losses, SettingsOf } from '../../catalogue/index.js';
import { decoupledLoss } from '../losses/index.js';
import { onlyTeacher } from './tapped.js';
import type { TermBuilder } from './term-builder.js';

/** The true class and the others, each by itself (Zhao et al., 2022). */
export const dkd: TermBuilder<Pick<SettingsOf<typeof losses.dkd>, 'alpha' | 'beta' | 'temperature'>> =
  (settings, world) => step =>
    decoupledLoss(step.logits(world.student), step.logits(onlyTeacher(world)), step.batch.labels, settings);
