import type { Tensor3D } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { layerAttention } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { dot, rowsOf, total } from './against-loops.js';
import { softmax } from './by-hand.js';

describeEachEngine('layerAttention', () => {
  it('is a softmax over the layers of the teacher, by example', () => {
    const [queries, keys] = [noise([2, 3, 4], 1), noise([2, 2, 4], 2)];
    const [q, k] = [queries, keys].map(x => rowsOf(valuesOf(x), 4));
    const expected = [0, 1].flatMap(b =>
      [0, 1, 2].flatMap(j =>
        softmax(
          [0, 1].map(m => dot(q![b * 3 + j]!, k![b * 2 + m]!)),
          0.5,
        ),
      ),
    );

    expectClose(layerAttention(queries as Tensor3D, keys as Tensor3D, 0.5), expected);
  });

  it('has rows that add up to 1', () => {
    const attention = layerAttention(noise([3, 2, 4], 1) as Tensor3D, noise([3, 5, 4], 2) as Tensor3D);

    expectClose(rowsOf(valuesOf(attention), 5).map(total), Array(6).fill(1));
  });

  it('is 1 everywhere for one layer of the teacher', () => {
    expectClose(layerAttention(noise([2, 3, 4], 1) as Tensor3D, noise([2, 1, 4], 2) as Tensor3D), Array(6).fill(1));
  });
});
