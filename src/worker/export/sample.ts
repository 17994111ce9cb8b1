import type { ImageSet, Normalization } from '../../data/index.js';
import { predict } from '../../learn/predict.js';
import type { Product } from '../../learn/strategy.js';
import { openImageBatches } from '../../learn/streams/index.js';
import { imageAt } from '../../learn/streams/normalizer.js';

/** A few images as a model takes them, and what kd computes for them: whoever loads a model can see that it is right. */
export interface Sample {
  /** [images, rows, columns, channels] */
  readonly shape: readonly number[];
  /** Row by row, between 0 and 1. */
  readonly pixels: readonly number[];
  /** By image: [images][classes]. */
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

const count = 8;

/** The first images of a part. */
export async function drawSample(
  product: Product,
  normalization: Normalization,
  { set, indices }: { readonly set: ImageSet; readonly indices: Uint32Array },
): Promise<Sample> {
  const chosen = indices.slice(0, count);
  const classes = set.classNames.length;
  const images = openImageBatches(set, normalization, chosen);
  const logits = await predict(product, images, classes, new AbortController().signal);
  return {
    shape: [chosen.length, ...set.shape],
    pixels: [...chosen].flatMap(index => Array.from(imageAt(set, index), value => Math.fround(value / set.scale))),
    logits: [...chosen.keys()].map(at => [...logits.subarray(at * classes, (at + 1) * classes)]),
    labels: [...chosen].map(index => set.labels[index] ?? 0),
  };
}
