/** Images with their classes. */
export interface ImageSet {
  /** [examples, height, width, channels], row by row. Bytes where they came as bytes: floats take four times the memory. */
  readonly images: Pixels;
  /** Class of each example, below the number of `classNames`. */
  readonly labels: Uint8Array;
  /** Of one image: height, width, channels. */
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
  /** The value that is 1 after scaling: the largest a pixel of bytes can have. */
  readonly scale: number;
}

export type Pixels = Uint8Array | Float32Array;

export type ImageShape = readonly [height: number, width: number, channels: number];

/** Values of one image. */
export const imageSize = ([height, width, channels]: ImageShape): number => height * width * channels;
