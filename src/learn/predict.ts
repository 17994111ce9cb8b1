import { setImmediate } from 'node:timers/promises';
import { tidy } from '@tensorflow/tfjs-core';
import { random } from '../lib/random.js';
import { TrainingFailure } from './failure.js';
import type { Product } from './strategy.js';
import type { ImageBatches } from './streams/index.js';

/** Part of what equal bits rest on: kernels may sum in another order for another size. */
const batchSize = 128;

/**
 * Runs a product, in inference, over images.
 *
 * @returns logits, float32 [images, classes], in the order of the images
 * @throws TrainingFailure `diverged` where a logit is not finite
 */
export async function predict(
  product: Product,
  images: ImageBatches,
  classes: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  const all = new Float32Array(images.length * classes);
  for (let from = 0; from < images.length; from += batchSize) {
    const logits = tidy(() => {
      const batch = images.slice(from, Math.min(from + batchSize, images.length));
      return product.apply(batch, { training: false, random: random(0) }).logits;
    });
    all.set(await logits.data<'float32'>(), from * classes);
    logits.dispose();
    await setImmediate();
    signal.throwIfAborted();
  }
  const wrong = all.findIndex(logit => !Number.isFinite(logit));
  if (wrong >= 0)
    throw new TrainingFailure('diverged', `the logits of example ${Math.floor(wrong / classes)} are not finite`);
  return all;
}
