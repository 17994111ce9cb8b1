import { adjustColours } from './adjust-colours.js';
import type { ImageKind } from './augmentation.js';
import { equalizeBrightness } from './equalize-brightness.js';
import { stretchContrast } from './stretch-contrast.js';
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
  autoContrast: (from, to, kind) => stretchContrast(from, to, kind),
  equalize: (from, to, kind) => equalizeBrightness(from, to, kind),
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
