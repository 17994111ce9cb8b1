import { backend, square, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { EngineFailure } from '../../../src/learn/engines/engine-failure.js';
import { crossEntropy } from '../../../src/learn/losses/index.js';
import { describeConformance } from '../conformance/engines.js';
import { readValues, valuesOf } from '../numerics.js';

interface Backend {
  readonly device: {
    readonly limits: { readonly maxBufferSize: number };
    createBuffer(of: { readonly size: number; readonly usage: number }): unknown;
  };
}

describeConformance('an engine', () => {
  it('lets values that came from outside be read at once, when it has computed with them too', async () => {
    const given = tensor1d([1, 2, 3]);

    const computed = square(given);

    expect(valuesOf(given)).toEqual([1, 2, 3]);
    expect(await readValues(computed)).toEqual([1, 4, 9]);
  });

  it('shows a loss that is not a number, so that divergence is told', async () => {
    const logits = tensor2d([
      [Number.NaN, 1],
      [0, 1],
    ]);

    const loss = crossEntropy(logits, tensor1d([0, 1], 'int32'));

    expect(await readValues(loss)).toEqual([Number.NaN]);
  });

  it('says once and for all that something did not fit into its memory', async () => {
    const { device } = backend() as unknown as Backend;
    const fits = square(tensor1d([1, 2, 3]));

    device.createBuffer({ size: device.limits.maxBufferSize + 4, usage: 128 });

    await expect(readValues(fits)).rejects.toThrow(EngineFailure);
    await expect(readValues(square(fits))).rejects.toMatchObject({ reason: 'out-of-memory' });
  });
}, ['webgpu']);
