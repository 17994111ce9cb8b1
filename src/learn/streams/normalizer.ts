import { type ImageSet, imageSize, type Normalization, type Pixels } from '../../data/index.js';

/** Writes pixels as a net sees them: (pixel / scale − mean) / deviation, by channel. */
export type Normalizer<P extends Pixels = Pixels> = (pixels: P, to: Float32Array, offset: number) => void;

/** For images of a set as they are. */
export function createNormalizer(set: ImageSet, normalization: Normalization): Normalizer {
  const ofBytes = bytesNormalizer(set, normalization);
  const ofFloats = floatsNormalizer(set, normalization);
  return (pixels, to, offset) =>
    pixels instanceof Uint8Array ? ofBytes(pixels, to, offset) : ofFloats(pixels, to, offset);
}

/** A table of all values of a byte is several times as fast as the arithmetic. */
function bytesNormalizer({ scale, shape }: ImageSet, { mean, deviation }: Normalization): Normalizer<Uint8Array> {
  const channels = shape[2];
  const tables = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length: 256 },
      (_, value) => (value / scale - (mean[channel] ?? 0)) / (deviation[channel] ?? 1),
    ),
  );
  return (pixels, to, offset) => {
    tables.forEach((table, channel) => {
      for (let at = channel; at < pixels.length; at += channels) to[offset + at] = table[pixels[at] ?? 0] ?? 0;
    });
  };
}

/** For images that were changed, of any size. Whole numbers come to the same bits as bytes do. */
export function floatsNormalizer(
  { scale, shape: [, , channels] }: Pick<ImageSet, 'scale' | 'shape'>,
  { mean, deviation }: Normalization,
): Normalizer<Float32Array> {
  return (pixels, to, offset) => {
    for (let channel = 0; channel < channels; channel++) {
      const [centre, width] = [mean[channel] ?? 0, deviation[channel] ?? 1];
      for (let at = channel; at < pixels.length; at += channels)
        to[offset + at] = ((pixels[at] ?? 0) / scale - centre) / width;
    }
  };
}

/** One image of a set. */
export const imageAt = ({ images, shape }: ImageSet, index: number): Pixels => {
  const size = imageSize(shape);
  return images.subarray(index * size, (index + 1) * size);
};
