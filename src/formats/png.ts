import { createRequire } from 'node:module';

/** The encoder is loaded with the first picture: most commands write none. */
const load = createRequire(import.meta.url);

/** A picture as a file in PNG, without opacity. @param rgb three bytes a pixel, row by row */
export function pngBytes(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const { PNG } = load('pngjs') as typeof import('pngjs');
  const picture = new PNG({ width, height });
  for (let pixel = 0; pixel < width * height; pixel++) {
    picture.data.set(rgb.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
    picture.data[4 * pixel + 3] = 255;
  }
  return PNG.sync.write(picture, { colorType: 2 });
}
