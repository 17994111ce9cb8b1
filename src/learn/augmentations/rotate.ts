import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';
import { rotation, warp } from './warp.js';

/** Turns about the centre, every angle up to the largest as likely. */
export const rotate: CreateAugmentation<SettingsOf<(typeof augmentations)['rotate']>> =
  ({ degrees }, { shape }) =>
  (from, to, random) => {
    const angle = ((2 * random.uniform(0) - 1) * degrees * Math.PI) / 180;
    warp(from, to, shape, rotation(shape, angle));
  };
