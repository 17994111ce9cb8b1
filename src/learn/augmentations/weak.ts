import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';
import { crop } from './crop.js';
import { flip as mirror } from './flip.js';
import { inTurn } from './in-turn.js';

/** Mirrored, then moved, what lies at the edges reflected. */
export const weak: CreateAugmentation<SettingsOf<(typeof augmentations)['weak']>> = ({ flip, shift }, kind) => {
  const padding = Math.round(shift * Math.max(kind.shape[0], kind.shape[1]));
  return inTurn([mirror({ share: flip }, kind), crop({ padding, fill: 'reflect' }, kind)], kind);
};
