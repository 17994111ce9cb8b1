import { memory, mul, reshape, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { startEngine } from '../../src/learn/engines/start-engine.js';
import { TrainingFailure } from '../../src/learn/failure.js';
import { predict } from '../../src/learn/predict.js';
import type { Product } from '../../src/learn/strategy.js';
import { openImageBatches } from '../../src/learn/streams/index.js';

beforeAll(() => startEngine('cpu', { threads: 1 }));

const count = 200;
/** One row of two pixels each: the number of the image and 7. */
const images = openImageBatches(
  {
    images: Uint8Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? at / 2 : 7)),
    labels: new Uint8Array(count),
    shape: [1, 2, 1],
    classNames: ['a', 'b'],
    scale: 1,
  },
  { mean: [0], deviation: [1] },
  Uint32Array.from({ length: count }, (_, index) => count - 1 - index),
);

/** Gives its pixels as logits, times a factor. */
const scaling = (factor: number): Product => ({
  variables: [],
  parameters: 0,
  flops: 0,
  apply(input) {
    const logits = mul(reshape(input, [-1, 2]), factor) as Tensor2D;
    return { logits, taps: { logits } };
  },
});

const never = new AbortController().signal;

describe('predict', () => {
  it('gives the logits of all images in their order, over several batches, and leaves no tensor behind', async () => {
    const before = memory().numTensors;

    const logits = await predict(scaling(1), images, 2, never);

    expect([...logits]).toEqual(Array.from({ length: count }, (_, index) => [count - 1 - index, 7]).flat());
    expect(memory().numTensors).toBe(before);
  });

  it('fails as diverged where a logit is not finite, naming the example', async () => {
    const predicting = predict(scaling(1e38), images, 2, never);

    await expect(predicting).rejects.toBeInstanceOf(TrainingFailure);
    await expect(predicting).rejects.toMatchObject({
      reason: 'diverged',
      message: expect.stringContaining('example 0'),
    });
  });

  it('stops between batches when asked to', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('asked to stop'));

    await expect(predict(scaling(1), images, 2, stopping.signal)).rejects.toThrow('asked to stop');
  });
});
