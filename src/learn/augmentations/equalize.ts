import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';
import { equalizeBrightness } from './equalize-brightness.js';

/** Makes brightnesses equally frequent in a share of the draws. */
export const equalize: CreateAugmentation<SettingsOf<(typeof augmentations)['equalize']>> =
  ({ share }, kind) =>
  (from, to, random) => {
    if (random.uniform(0) < share) equalizeBrightness(from, to, kind);
    else to.set(from);
  };
