import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';

import { random } from '../lib/random.js';
import type { Product } from './strategy.js';
import type { ImageBatches } from './streams/index.js';

/** Enough to tell a product that has collapsed, and one batch. */
const lookedAt = 128;
/** Of the largest value: what rounding leaves of a difference between images is smaller. */
const tolerance = 1e-5;

/**
 * Whether a trained product tells no image from another, in words: its features have vanished, its outputs are constant,
 * or it gives all of them one class. Looks at some images of several classes; undefined where there are too few to say.
 */
export async function findCollapse(product: Product, images: ImageBatches): Promise<string | undefined> {
  const count = Math.min(images.length, lookedAt);
  if (count < 2) return undefined;
  const found = tidy(() => {
    const { logits, taps } = product.apply(images.slice(0, count), { training: false, random: random(0) });
    return taps.pooled ? [logits, taps.pooled] : [logits];
  });
  const [logits = [], features] = await Promise.all(found.map(rowsOf));
  dispose(found);
  if (features && areEqual(features))
    return `its features have vanished: they are the same for each of ${count} images`;
  if (areEqual(logits)) return `its outputs are constant: the same for each of ${count} images`;
  const classes = new Set(logits.map(row => row.indexOf(Math.max(...row))));
  return classes.size === 1 ? `it gives each of ${count} images the same class` : undefined;
}

/** [images, …] → a row of numbers for each image. */
async function rowsOf(values: Tensor): Promise<number[][]> {
  const all = await values.data();
  const width = all.length / (values.shape[0] ?? 1);
  return Array.from({ length: values.shape[0] ?? 0 }, (_, image) => [
    ...all.subarray(image * width, (image + 1) * width),
  ]);
}

function areEqual([first = [], ...others]: readonly (readonly number[])[]): boolean {
  const scale = [first, ...others].reduce((most, row) => Math.max(most, ...row.map(Math.abs)), 0);
  return others.every(row => row.every((value, at) => Math.abs(value - (first[at] ?? 0)) <= tolerance * scale));
}
