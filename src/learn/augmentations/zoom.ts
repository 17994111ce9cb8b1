import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';
import { warp } from './warp.js';

const widest = 4 / 3;

/**
 * A rectangle of a random share of the area, between 3 : 4 and 4 : 3 of the image's own proportions, anywhere in it,
 * brought to the image's size.
 */
export const zoom: CreateAugmentation<SettingsOf<(typeof augmentations)['zoom']>> = ({ least, most }, { shape }) => {
  const [height, width] = shape;
  return (from, to, random) => {
    const area = least + (most - least) * random.uniform(0);
    const ratio = Math.exp((2 * random.uniform(1) - 1) * Math.log(widest));
    const across = Math.min(1, Math.sqrt(area * ratio));
    const down = Math.min(1, Math.sqrt(area / ratio));
    const left = (1 - across) * random.uniform(2) * width;
    const top = (1 - down) * random.uniform(3) * height;
    // centres of pixels lie half a pixel from their edges, in both images
    warp(from, to, shape, [across, 0, left + across / 2 - 0.5, 0, down, top + down / 2 - 0.5]);
  };
};
