import type { Configured } from '../../../src/catalogue/index.js';
import { createAugmentation, type ImageKind } from '../../../src/learn/augmentations/index.js';
import { random } from '../../../src/lib/random.js';

export const kind: ImageKind = { shape: [6, 5, 3], scale: 100, isBounded: true };

/** Every value differs from every other. */
export const image = Float32Array.from({ length: 90 }, (_, at) => 5 + at);

/** The image as an augmentation draws it. */
export function drawn(
  name: string,
  settings: Configured['settings'],
  seed = 0,
  { from = image, of = kind }: { readonly from?: Float32Array; readonly of?: ImageKind } = {},
): number[] {
  const to = new Float32Array(from.length).fill(-1);
  createAugmentation({ name, settings }, of)(from, to, random(seed));
  return [...to];
}
