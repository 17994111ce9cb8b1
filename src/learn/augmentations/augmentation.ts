import type { ImageShape } from '../../data/index.js';
import type { Random } from '../../lib/random.js';

/**
 * Draws a changed image.
 *
 * @param from one image, [height, width, channels] as bytes, left as it is
 * @param to of the same size and overwritten whole
 * @param random the stream of this image in this view and epoch: same stream, same change
 */
export type Augmentation = (from: Uint8Array, to: Uint8Array, shape: ImageShape, random: Random) => void;

/** The augmentation of an entry with its settings. */
export type CreateAugmentation<Settings> = (settings: Settings) => Augmentation;
