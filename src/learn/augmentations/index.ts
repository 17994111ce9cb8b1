import type { AugmentationName, Configured, augmentations as entries, SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Augmentation, CreateAugmentation } from './augmentation.js';
import { flip } from './flip.js';
import { shift } from './shift.js';

export type { Augmentation } from './augmentation.js';

/** How each augmentation of the catalogue is done. */
const augmentations: { readonly [N in AugmentationName]: CreateAugmentation<SettingsOf<(typeof entries)[N]>> } = {
  shift,
  flip,
};

/** The augmentation of a checked setting. */
export function createAugmentation({ name, settings }: Configured): Augmentation {
  if (!Object.hasOwn(augmentations, name)) throw new Bug(`no augmentation is named ${name}`);
  // The checker fills in and judges the settings of every entry.
  const create = augmentations[name as AugmentationName] as CreateAugmentation<Configured['settings']>;
  return create(settings);
}
