import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';

type CropSettings = SettingsOf<(typeof augmentations)['crop']>;

/** As if the image were padded on all sides and cut out at a random place. */
export const crop: CreateAugmentation<CropSettings> = ({ padding, fill }, { shape: [height, width, channels] }) => {
  const place = places[fill];
  const columns = new Int32Array(width);
  return (from, to, random) => {
    const draw = (counter: number): number => Math.floor(random.uniform(counter) * (2 * padding + 1)) - padding;
    const [down, right] = [draw(0), draw(1)];
    for (let column = 0; column < width; column++) columns[column] = place(column + right, width);
    let at = 0;
    for (let row = 0; row < height; row++) {
      const source = place(row + down, height);
      for (let column = 0; column < width; column++) {
        const sourceColumn = columns[column] ?? -1;
        const start = (source * width + sourceColumn) * channels;
        for (let channel = 0; channel < channels; channel++, at++)
          to[at] = source < 0 || sourceColumn < 0 ? 0 : (from[start + channel] ?? 0);
      }
    }
  };
};

/** Which of so many pixels is seen at a place that may lie beyond them; −1 for none. */
const places: Readonly<Record<CropSettings['fill'], (at: number, length: number) => number>> = {
  background: (at, length) => (at < 0 || at >= length ? -1 : at),
  edge: (at, length) => Math.min(length - 1, Math.max(0, at)),
  // 2 1 | 0 1 2 3 | 2 1: the edge itself is not repeated, and a small image is mirrored as often as needed.
  reflect(at, length) {
    const period = Math.max(1, 2 * (length - 1));
    const within = ((at % period) + period) % period;
    return Math.min(within, period - within);
  },
};
