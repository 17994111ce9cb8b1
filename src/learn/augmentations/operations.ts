import { adjustColours } from './adjust-colours.js';
import type { ImageKind } from './augmentation.js';
import { aboutCentre, rotation, warp } from './warp.js';

/**
 * One operation of RandAugment.
 *
 * @param level how strong, from 0 to 1
 * @param sign 1 or −1, where there are two directions
 */
export type Operation = (from: Float32Array, to: Float32Array, kind: ImageKind, level: number, sign: number) => void;

/**
 * The 14 operations, and how strong each is at level 1.
 * Source: Cubuk et al., RandAugment, NeurIPS 2020; ranges as in Sohn et al., FixMatch, NeurIPS 2020, table 12.
 */
export const operations: Readonly<Record<string, Operation>> = {
  identity: (from, to) => to.set(from),
  autoContrast: (from, to, { shape, scale }) => autoContrast(from, to, shape[2], scale),
  equalize: (from, to, { shape, scale }) => equalize(from, to, shape[2], scale),
  rotate: (from, to, { shape }, level, sign) => warp(from, to, shape, rotation(shape, (sign * level * Math.PI) / 6)),
  solarize(from, to, { scale }, level) {
    const threshold = scale * (1 - level);
    // without `>` at level 0 the brightest pixels would turn dark at no strength at all
    from.forEach((value, at) => {
      to[at] = value > threshold ? scale - value : value;
    });
  },
  posterize(from, to, { scale }, level) {
    const levels = 2 ** (8 - Math.round(4 * level));
    from.forEach((value, at) => {
      to[at] = (Math.floor((Math.min(value, 0.999 * scale) / scale) * levels) * scale) / levels;
    });
  },
  brightness: (from, to, kind, level, sign) =>
    adjustColours(from, to, kind, { ...unchanged, brightness: factor(level, sign) }),
  contrast: (from, to, kind, level, sign) =>
    adjustColours(from, to, kind, { ...unchanged, contrast: factor(level, sign) }),
  color: (from, to, kind, level, sign) =>
    adjustColours(from, to, kind, { ...unchanged, saturation: factor(level, sign) }),
  sharpness: (from, to, { shape, scale }, level, sign) => sharpen(from, to, shape, scale, factor(level, sign)),
  shearX: (from, to, { shape }, level, sign) =>
    warp(from, to, shape, aboutCentre(shape, [1, sign * level * 0.3, 0, 1])),
  shearY: (from, to, { shape }, level, sign) =>
    warp(from, to, shape, aboutCentre(shape, [1, 0, sign * level * 0.3, 1])),
  translateX: (from, to, { shape }, level, sign) =>
    warp(from, to, shape, [1, 0, Math.round(sign * level * 0.3 * shape[1]), 0, 1, 0]),
  translateY: (from, to, { shape }, level, sign) =>
    warp(from, to, shape, [1, 0, 0, 0, 1, Math.round(sign * level * 0.3 * shape[0])]),
};

const unchanged = { brightness: 1, contrast: 1, saturation: 1 } as const;

const factor = (level: number, sign: number): number => 1 + sign * 0.9 * level;

/** Stretches each channel so that its darkest value is none and its brightest full. */
function autoContrast(from: Float32Array, to: Float32Array, channels: number, scale: number): void {
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

/** Makes all brightnesses of a channel about equally frequent, in 256 steps. */
function equalize(from: Float32Array, to: Float32Array, channels: number, scale: number): void {
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

/** Away from (above 1) or towards (below 1) the mean with the neighbours, of weight 5 against 1 each; edges stay. */
function sharpen(
  from: Float32Array,
  to: Float32Array,
  [height, width, channels]: ImageKind['shape'],
  scale: number,
  amount: number,
): void {
  to.set(from);
  const stride = width * channels;
  for (let row = 1; row < height - 1; row++)
    for (let at = row * stride + channels; at < (row + 1) * stride - channels; at++) {
      const own = from[at] ?? 0;
      let sum = 4 * own;
      for (let line = at - stride; line <= at + stride; line += stride)
        sum += (from[line - channels] ?? 0) + (from[line] ?? 0) + (from[line + channels] ?? 0);
      const smooth = sum / 13;
      to[at] = Math.min(scale, Math.max(0, smooth + amount * (own - smooth)));
    }
}
