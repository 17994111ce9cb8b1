import type { ImageShape } from '../image-set.js';

/** Brings an image to another size. */
export type Resize = (from: ArrayLike<number>) => Float32Array;

/**
 * Bilinear resampling whose window grows with the step between pixels, so that shrinking averages over all pixels
 * instead of skipping some: a triangle of half width max(1, step), as Pillow's `BILINEAR`. Rows and columns one after
 * the other.
 *
 * @returns a function from [height, width, channels] to [size[0], size[1], channels], which gives one array again and again
 */
export function createResize([height, width, channels]: ImageShape, size: readonly [number, number]): Resize {
  const [rows, columns] = size;
  const [down, across] = [windowsOf(height, rows), windowsOf(width, columns)];
  const wide = new Float32Array(height * columns * channels);
  const result = new Float32Array(rows * columns * channels);
  return from => {
    blend(from, wide, { lines: height, from: width, step: channels, windows: across });
    blend(wide, result, { lines: 1, from: height, step: columns * channels, windows: down });
    return result;
  };
}

/** What one pixel is made of: neighbours from `first` on, by weights that add up to one. */
interface Window {
  readonly first: number;
  readonly weights: readonly number[];
}

function windowsOf(from: number, to: number): readonly Window[] {
  const step = from / to;
  const reach = Math.max(1, step);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(from - 1, Math.floor(centre + reach));
    const raw = Array.from({ length: last - first + 1 }, (_, at) =>
      Math.max(0, 1 - Math.abs(first + at - centre) / reach),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map(weight => weight / sum) };
  });
}

/** Along one dimension of [lines, from, step], to [lines, windows, step]. */
function blend(
  source: ArrayLike<number>,
  to: Float32Array,
  {
    lines,
    from,
    step,
    windows,
  }: {
    readonly lines: number;
    readonly from: number;
    readonly step: number;
    readonly windows: readonly Window[];
  },
): void {
  let at = 0;
  for (let line = 0; line < lines; line++)
    for (const { first, weights } of windows) {
      const start = (line * from + first) * step;
      for (let inner = 0; inner < step; inner++, at++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++)
          sum += (weights[tap] ?? 0) * (source[start + tap * step + inner] ?? 0);
        to[at] = sum;
      }
    }
}
