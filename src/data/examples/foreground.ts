import { type ImageSet, imageSize } from '../image-set.js';

/** An image of one channel, between 0 and 1, row by row. */
export interface GreyImage {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** The mean of an image's channels. */
export function greyImage({ images, shape, scale }: ImageSet, index: number): GreyImage {
  const [height, width, channels] = shape;
  const from = index * imageSize(shape);
  const values = Float32Array.from({ length: height * width }, (_, pixel) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += images[from + pixel * channels + channel] ?? 0;
    return sum / channels / scale;
  });
  return { height, width, values };
}

/** Which pixels are at least so bright. */
export const foreground = ({ values }: GreyImage, least: number): Uint8Array =>
  Uint8Array.from(values, value => (value >= least ? 1 : 0));

/** The neighbours above, below, left and right of a pixel: −1 where it is at the border. */
export function neighbours({ height, width }: GreyImage, pixel: number): readonly number[] {
  const [row, column] = [Math.floor(pixel / width), pixel % width];
  return [
    row > 0 ? pixel - width : -1,
    row < height - 1 ? pixel + width : -1,
    column > 0 ? pixel - 1 : -1,
    column < width - 1 ? pixel + 1 : -1,
  ];
}
