import type { ImageShape } from '../../data/index.js';

/** Where a pixel of the new image comes from: x = a·column + b·row + c, y = d·column + e·row + f. */
export type Warp = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** An image seen through an affine map, bilinear, background (0) beyond its edges. */
export function warp(
  from: Float32Array,
  to: Float32Array,
  [height, width, channels]: ImageShape,
  [a, b, c, d, e, f]: Warp,
): void {
  let at = 0;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = a * column + b * row + c;
      const y = d * column + e * row + f;
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, down] = [x - left, y - top];
      const hasLeft = left >= 0 && left < width;
      const hasRight = left >= -1 && left < width - 1;
      const first = top >= 0 && top < height ? 1 - down : 0;
      const second = top >= -1 && top < height - 1 ? down : 0;
      const weight00 = hasLeft ? first * (1 - right) : 0;
      const weight01 = hasRight ? first * right : 0;
      const weight10 = hasLeft ? second * (1 - right) : 0;
      const weight11 = hasRight ? second * right : 0;
      const start = (top * width + left) * channels;
      for (let channel = start; channel < start + channels; channel++, at++) {
        let value = 0;
        if (weight00 > 0) value += weight00 * (from[channel] ?? 0);
        if (weight01 > 0) value += weight01 * (from[channel + channels] ?? 0);
        if (weight10 > 0) value += weight10 * (from[channel + width * channels] ?? 0);
        if (weight11 > 0) value += weight11 * (from[channel + (width + 1) * channels] ?? 0);
        to[at] = value;
      }
    }
}

/** A linear map about the centre of the image, then a move, both of where pixels come from. */
export function aboutCentre(
  [height, width]: ImageShape,
  [a, b, d, e]: readonly [number, number, number, number],
  [right, down]: readonly [number, number] = [0, 0],
): Warp {
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  return [a, b, x - a * x - b * y + right, d, e, y - d * x - e * y + down];
}

/** Turns by radians. */
export const rotation = (shape: ImageShape, angle: number): Warp =>
  aboutCentre(shape, [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)]);
