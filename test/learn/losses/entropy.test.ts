import { tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { entropy, entropyOfLogits } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose } from '../numerics.js';

describeEachEngine('entropy', () => {
  it('is −Σ p log p of each row', () => {
    expectClose(
      entropy(
        tensor2d([
          [0.9, 0.1],
          [0.5, 0.5],
        ]),
      ),
      [0.3251, Math.LN2],
      1e-4,
    );
  });

  it('takes 0 · log 0 as 0', () => {
    expectClose(entropy(tensor2d([[1, 0, 0]])), [0]);
  });

  it('of logits is that of their softmax, and 0 where one is far above', () => {
    const found = entropyOfLogits(
      tensor2d([
        [Math.log(0.9), Math.log(0.1)],
        [900, -900],
      ]),
    );

    expectClose(found, [0.3251, 0], 1e-4);
  });
});
