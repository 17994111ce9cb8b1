/** Images with their classes, as bytes: floats would take four times the memory. */
export interface ImageSet {
  /** [examples, height, width, channels], row by row. */
  readonly images: Uint8Array;
  /** Class of each example, below the number of `classNames`. */
  readonly labels: Uint8Array;
  /** Of one image: height, width, channels. */
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
  /** The largest value a pixel can have. */
  readonly scale: number;
}

export type ImageShape = readonly [height: number, width: number, channels: number];

/** Bytes of one image. */
export const imageSize = ([height, width, channels]: ImageShape): number => height * width * channels;
