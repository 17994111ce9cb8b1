import type { ImageShape } from '../../data/index.js';
import type { Random } from '../../lib/random.js';

/**
 * Draws a changed image.
 *
 * @param from one image, [height, width, channels], left as it is
 * @param to of the same size and overwritten whole
 * @param random the stream of this image in this view and epoch: same stream, same change
 */
export type Augmentation = (from: Float32Array, to: Float32Array, random: Random) => void;

/** What all images of a set have in common. */
export interface ImageKind {
  readonly shape: ImageShape;
  /** The value that means full brightness, 0 being none. */
  readonly scale: number;
  /** Whether no value may lie outside of 0 to `scale`: so it is where they came as bytes. */
  readonly isBounded: boolean;
}

/** The augmentation of an entry with its settings, for images of one kind. */
export type CreateAugmentation<Settings> = (settings: Settings, kind: ImageKind) => Augmentation;

/** The values an image of a kind may have. */
export const rangeOf = ({ scale, isBounded }: ImageKind): readonly [least: number, most: number] =>
  isBounded ? [0, scale] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Values of one image. */
export const sizeOf = ({ shape: [height, width, channels] }: ImageKind): number => height * width * channels;
