import type { AugmentationName, Configured, augmentations as entries, SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Augmentation, CreateAugmentation, ImageKind } from './augmentation.js';
import { autoContrast } from './auto-contrast.js';
import { blur } from './blur.js';
import { color } from './color.js';
import { crop } from './crop.js';
import { cutout } from './cutout.js';
import { equalize } from './equalize.js';
import { flip } from './flip.js';
import { noise } from './noise.js';
import { randAugment } from './rand-augment.js';
import { rotate } from './rotate.js';
import { shift } from './shift.js';
import { strong } from './strong.js';
import { weak } from './weak.js';
import { zoom } from './zoom.js';

export type { Augmentation, ImageKind } from './augmentation.js';
export { inTurn } from './in-turn.js';
export { type MultiCrop, multiCrop } from './multi-crop.js';

/** How each augmentation of the catalogue is done. */
const augmentations: { readonly [N in AugmentationName]: CreateAugmentation<SettingsOf<(typeof entries)[N]>> } = {
  shift,
  flip,
  crop,
  rotate,
  zoom,
  noise,
  cutout,
  color,
  'auto-contrast': autoContrast,
  equalize,
  blur,
  'rand-augment': randAugment,
  weak,
  strong,
};

/** The augmentation of a checked setting, for images of one kind. */
export function createAugmentation({ name, settings }: Configured, kind: ImageKind): Augmentation {
  if (!Object.hasOwn(augmentations, name)) throw new Bug(`no augmentation is named ${name}`);
  // The checker fills in and judges the settings of every entry.
  const create = augmentations[name as AugmentationName] as CreateAugmentation<Configured['settings']>;
  return create(settings, kind);
}
