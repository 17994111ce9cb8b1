import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';
import { stretchContrast } from './stretch-contrast.js';

/** Stretches the contrast in a share of the draws. */
export const autoContrast: CreateAugmentation<SettingsOf<(typeof augmentations)['auto-contrast']>> =
  ({ share }, kind) =>
  (from, to, random) => {
    if (random.uniform(0) < share) stretchContrast(from, to, kind);
    else to.set(from);
  };
