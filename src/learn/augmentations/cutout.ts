import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';

/**
 * Covers a square whose centre may be any pixel, so that part of it may lie outside. The cover is the image's own mean
 * by channel, where the original takes that of the training set.
 */
export const cutout: CreateAugmentation<SettingsOf<(typeof augmentations)['cutout']>> = (
  { side },
  { shape: [height, width, channels] },
) => {
  const [down, across] = [Math.round(side * height), Math.round(side * width)];
  const means = new Float64Array(channels);
  return (from, to, random) => {
    to.set(from);
    const top = Math.floor(random.uniform(0) * height) - (down >> 1);
    const left = Math.floor(random.uniform(1) * width) - (across >> 1);
    means.fill(0);
    for (let at = 0; at < from.length; at += channels)
      for (let channel = 0; channel < channels; channel++)
        means[channel] = (means[channel] ?? 0) + (from[at + channel] ?? 0) / (height * width);
    for (let row = Math.max(0, top); row < Math.min(height, top + down); row++)
      for (let column = Math.max(0, left); column < Math.min(width, left + across); column++)
        to.set(means, (row * width + column) * channels);
  };
};
