import type { ImageKind } from './augmentation.js';

/** Makes all brightnesses of a channel about equally frequent, in 256 steps. */
export function equalizeBrightness(from: Float32Array, to: Float32Array, { shape, scale }: ImageKind): void {
  const channels = shape[2];
  const pixels = from.length / channels;
  const bin = (value: number): number => Math.min(255, Math.max(0, Math.round((255 * value) / scale)));
  for (let channel = 0; channel < channels; channel++) {
    const counts = new Float64Array(256);
    for (let at = channel; at < from.length; at += channels) {
      const value = bin(from[at] ?? 0);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    let below = 0;
    const first = counts.find(count => count > 0) ?? 0;
    const places = counts.map(count => {
      below += count;
      return (below - first) / Math.max(1, pixels - first);
    });
    const isFlat = first === pixels;
    for (let at = channel; at < from.length; at += channels) {
      const value = from[at] ?? 0;
      to[at] = isFlat ? value : scale * (places[bin(value)] ?? 0);
    }
  }
}
