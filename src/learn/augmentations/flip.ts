import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';

/** Mirrors left to right in a share of the draws. */
export const flip: CreateAugmentation<SettingsOf<(typeof augmentations)['flip']>> =
  ({ share }, { shape: [, width, channels] }) =>
  (from, to, random) => {
    to.set(from);
    if (random.uniform(0) >= share) return;
    for (let row = 0; row < from.length; row += width * channels)
      for (let column = 0; column < width; column++)
        for (let channel = 0; channel < channels; channel++)
          to[row + column * channels + channel] = from[row + (width - 1 - column) * channels + channel] ?? 0;
  };
