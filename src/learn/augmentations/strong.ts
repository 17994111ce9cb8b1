import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';
import { cutout } from './cutout.js';
import { inTurn } from './in-turn.js';
import { randAugment } from './rand-augment.js';
import { weak } from './weak.js';

/** The weak view, then RandAugment, then cutout. */
export const strong: CreateAugmentation<SettingsOf<(typeof augmentations)['strong']>> = (settings, kind) =>
  inTurn([weak(settings, kind), randAugment(settings, kind), cutout({ side: settings.cutout }, kind)], kind);
