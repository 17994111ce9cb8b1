import { dispose, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { clipByGlobalNorm, globalNorm } from '../../../src/learn/optimizers/index.js';
import { describeEachEngine, expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';

const gradients = () => ({ a: tensor1d([3, 0]), b: tensor1d([0, 4]) });

describeEachEngine('clipByGlobalNorm', () => {
  it('scales all gradients together down to the limit', () => {
    const clipped = clipByGlobalNorm(gradients(), 1);

    expectClose(clipped.a!, [0.6, 0]);
    expectClose(clipped.b!, [0, 0.8]);
  });

  it('leaves short gradients as they are', () => {
    const clipped = clipByGlobalNorm(gradients(), 6);

    expectClose(clipped.a!, [3, 0], 0);
    expectClose(clipped.b!, [0, 4], 0);
  });

  it('has nothing to do where there is no gradient', () => {
    expect(clipByGlobalNorm({}, 1)).toEqual({});
  });

  it('gives the caller one tensor for each gradient and no other', () => {
    const given = gradients();

    const left = tensorsLeftBy(() => {
      dispose(clipByGlobalNorm(given, 1));
    });

    expect(left).toBe(0);
  });
});

describeEachEngine('globalNorm', () => {
  it('is that of all gradients as one vector', () => {
    expectClose(globalNorm(gradients()), [5]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is not finite where a gradient holds %d', value => {
    expect(valuesOf(globalNorm({ ...gradients(), c: tensor1d([1, value]) })).every(Number.isFinite)).toBe(false);
  });
});
