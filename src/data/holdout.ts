import { random } from '../lib/random.js';
import { DataError } from './data-error.js';
import { type ImageSet, imageSize, type Pixels } from './image-set.js';
import type { Parts } from './source.js';
import { stratifiedOrder } from './stratified-order.js';

/**
 * Divides data that have no test part of their own: a share of them, stratified. Always the same share, whatever the
 * seeds of an experiment, so that all its results are measured on the same examples.
 *
 * @param where what messages call the data
 */
export function holdOut(set: ImageSet, share: number, where: string): Parts {
  const order = stratifiedOrder(set.labels, random(0).for('holdout'));
  const { test } = countHeldOut(set.labels.length, share, where);
  return {
    train: pick(set, order.subarray(test).toSorted()),
    test: pick(set, order.subarray(0, test).toSorted()),
  };
}

/** How many examples of so many each part has: at least one. */
export function countHeldOut(
  examples: number,
  share: number,
  where: string,
): { readonly train: number; readonly test: number } {
  if (examples < 2) throw new DataError(`${where}: holds ${examples} examples, expected two or more`);
  const test = Math.min(examples - 1, Math.max(1, Math.round(share * examples)));
  return { train: examples - test, test };
}

function pick(set: ImageSet, indices: Uint32Array): ImageSet {
  const size = imageSize(set.shape);
  const images: Pixels =
    set.images instanceof Uint8Array ? new Uint8Array(indices.length * size) : new Float32Array(indices.length * size);
  indices.forEach((index, at) => {
    images.set(set.images.subarray(index * size, (index + 1) * size), at * size);
  });
  return { ...set, images, labels: Uint8Array.from(indices, index => set.labels[index] ?? 0) };
}
