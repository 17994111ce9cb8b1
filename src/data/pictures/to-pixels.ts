import type { Picture } from './picture.js';

/** A picture as an image of one or three channels, over black where it is transparent: [height, width, channels]. */
export function toPixels({ width, height, rgba }: Picture, colour: 'rgb' | 'grey'): Uint8Array {
  const channels = channelsOf(colour);
  const pixels = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [red = 0, green = 0, blue = 0, opacity = 255] = rgba.subarray(4 * pixel, 4 * pixel + 4);
    const over = opacity / 255;
    if (channels === 1) pixels[pixel] = Math.round(over * (0.299 * red + 0.587 * green + 0.114 * blue));
    else {
      pixels[3 * pixel] = Math.round(over * red);
      pixels[3 * pixel + 1] = Math.round(over * green);
      pixels[3 * pixel + 2] = Math.round(over * blue);
    }
  }
  return pixels;
}

export const channelsOf = (colour: 'rgb' | 'grey'): number => (colour === 'grey' ? 1 : 3);
