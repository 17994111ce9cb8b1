import { describe, expect, it } from 'vitest';

import { openSmallStore, trainSpec } from './small-store.js';

describe('a job that is tried out', () => {
  it('says the shapes, and of every term its value and the gradient it sends', async () => {
    const { notes } = await openSmallStore().tryOut(trainSpec());

    expect(notes).toEqual([
      'product: stage-1 [64, 16], pooled [64, 16], logits [64, 10]',
      expect.stringMatching(/^phase train, student: hard [\d.]+, gradient [\d.]+$/),
    ]);
  });
});
