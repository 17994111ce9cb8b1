import { type ImageKind, rangeOf } from './augmentation.js';

/** Factors that leave an image as it is at 1. */
export interface Colours {
  readonly brightness: number;
  /** About the mean grey of the image. */
  readonly contrast: number;
  /** About the grey of each pixel. */
  readonly saturation: number;
}

/** Brightness, then contrast, then saturation, as one linear map of each pixel; without colours, the first two alone. */
export function adjustColours(
  from: Float32Array,
  to: Float32Array,
  kind: ImageKind,
  { brightness, contrast, saturation }: Colours,
): void {
  const [least, most] = rangeOf(kind);
  const channels = kind.shape[2];
  const factor = brightness * contrast;
  const offset = (1 - contrast) * brightness * meanGrey(from, channels);
  if (channels !== 3) {
    for (let at = 0; at < from.length; at++)
      to[at] = Math.min(most, Math.max(least, factor * (from[at] ?? 0) + offset));
    return;
  }
  for (let at = 0; at < from.length; at += 3) {
    const red = factor * (from[at] ?? 0) + offset;
    const green = factor * (from[at + 1] ?? 0) + offset;
    const blue = factor * (from[at + 2] ?? 0) + offset;
    const grey = (1 - saturation) * (luma.red * red + luma.green * green + luma.blue * blue);
    to[at] = Math.min(most, Math.max(least, saturation * red + grey));
    to[at + 1] = Math.min(most, Math.max(least, saturation * green + grey));
    to[at + 2] = Math.min(most, Math.max(least, saturation * blue + grey));
  }
}

/** ITU-R BT.601. */
const luma = { red: 0.299, green: 0.587, blue: 0.114 } as const;

function meanGrey(image: Float32Array, channels: number): number {
  let sum = 0;
  if (channels !== 3) {
    for (let at = 0; at < image.length; at++) sum += image[at] ?? 0;
    return sum / image.length;
  }
  for (let at = 0; at < image.length; at += 3)
    sum += luma.red * (image[at] ?? 0) + luma.green * (image[at + 1] ?? 0) + luma.blue * (image[at + 2] ?? 0);
  return sum / (image.length / 3);
}
