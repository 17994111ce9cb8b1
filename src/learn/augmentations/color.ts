import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import { adjustColours } from './adjust-colours.js';
import type { CreateAugmentation } from './augmentation.js';

/** Draws each factor within its distance of 1. */
export const color: CreateAugmentation<SettingsOf<(typeof augmentations)['color']>> =
  ({ brightness, contrast, saturation }, kind) =>
  (from, to, random) => {
    const draw = (counter: number, distance: number): number => 1 + (2 * random.uniform(counter) - 1) * distance;
    adjustColours(from, to, kind, {
      brightness: draw(0, brightness),
      contrast: draw(1, contrast),
      saturation: draw(2, saturation),
    });
  };
