import type { Normalization } from '../../data/index.js';

/**
 * The normalization that a model carries inside, where kd has written it: kd gives every net images that are normalized,
 * and such a net would do it again.
 *
 * @param said what the file says of itself under the name `kd`
 */
export function ownNormalization(said: unknown): Normalization | undefined {
  const found = isRecord(said) ? said.normalization : undefined;
  if (!isRecord(found)) return undefined;
  const { mean, deviation } = found;
  return areNumbers(mean) && areNumbers(deviation) && mean.length === deviation.length
    ? { mean, deviation }
    : undefined;
}

/** From a normalized value, its channel by its place in a row of images, back to the pixel. */
export function asPixels({ mean, deviation }: Normalization): (value: number, at: number) => number {
  const channels = mean.length;
  return (value, at) => value * (deviation[at % channels] ?? 1) + (mean[at % channels] ?? 0);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const areNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
