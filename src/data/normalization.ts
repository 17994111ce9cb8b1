import type { ImageSet } from './image-set.js';

/** Of pixels between 0 and 1, by channel: a net sees (pixel / scale − mean) / deviation. */
export interface Normalization {
  readonly mean: readonly number[];
  /** Of the population. 1 for a channel that never varies. */
  readonly deviation: readonly number[];
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and standard deviation by channel. */
export function normalizationOf({ images, shape: [, , channels], scale }: ImageSet): Normalization {
  const moments = images instanceof Uint8Array ? momentsOfBytes(images, channels) : momentsOfFloats(images, channels);
  return {
    mean: moments.map(({ mean }) => mean / scale),
    deviation: moments.map(({ variance }) => Math.sqrt(variance) / scale || 1),
  };
}

/** Exact: sums of whole numbers over a histogram. */
function momentsOfBytes(images: Uint8Array, channels: number): readonly Moments[] {
  const histogram = new Float64Array(256 * channels);
  for (let channel = 0; channel < channels; channel++) {
    const counts = histogram.subarray(256 * channel, 256 * (channel + 1));
    for (let at = channel; at < images.length; at += channels) {
      const value = images[at] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
  }
  return Array.from({ length: channels }, (_, channel) =>
    momentsOf(histogram.subarray(256 * channel, 256 * (channel + 1))),
  );
}

function momentsOf(counts: Float64Array): Moments {
  const [count, sum] = [total(counts, () => 1), total(counts, value => value)];
  const mean = sum / count;
  return { mean, variance: total(counts, value => (value - mean) ** 2) / count };
}

const total = (counts: Float64Array, of: (value: number) => number): number =>
  counts.reduce((sum, count, value) => sum + count * of(value), 0);

/** In two passes, so that a large mean takes no digits from a small deviation. */
function momentsOfFloats(images: Float32Array, channels: number): readonly Moments[] {
  const examples = images.length / channels;
  return Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let at = channel; at < images.length; at += channels) sum += images[at] ?? 0;
    const mean = sum / examples;
    let squares = 0;
    for (let at = channel; at < images.length; at += channels) squares += ((images[at] ?? 0) - mean) ** 2;
    return { mean, variance: squares / examples };
  });
}
