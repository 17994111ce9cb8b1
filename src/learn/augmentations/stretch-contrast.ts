import type { ImageKind } from './augmentation.js';

/** Stretches each channel so that its darkest value is none and its brightest full. */
export function stretchContrast(from: Float32Array, to: Float32Array, { shape, scale }: ImageKind): void {
  const channels = shape[2];
  for (let channel = 0; channel < channels; channel++) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = channel; at < from.length; at += channels) {
      const value = from[at] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const stretch = most > least ? scale / (most - least) : 1;
    const dark = most > least ? least : 0;
    for (let at = channel; at < from.length; at += channels) to[at] = ((from[at] ?? 0) - dark) * stretch;
  }
}
