import { dispose, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { clipByGlobalNorm, globalNorm } from '../../../src/learn/optimizers/index.js';
import { describeEachEngine, expectClose, tensorsLeftBy } from '../numerics.js';

const gradients = () => ({ a: tensor1d([3, 0]), b: tensor1d([0, 4]) });

describeEachEngine('clipByGlobalNorm', () => {
  it('scales all gradients together down to the limit', () => {
    const { gradients: clipped, norm } = clipByGlobalNorm(gradients(), 1);

    expect(norm).toBeCloseTo(5, 6);
    expectClose(clipped.a!, [0.6, 0]);
    expectClose(clipped.b!, [0, 0.8]);
  });

  it('leaves short gradients as they are', () => {
    const { gradients: clipped } = clipByGlobalNorm(gradients(), 6);

    expectClose(clipped.a!, [3, 0], 0);
    expectClose(clipped.b!, [0, 4], 0);
  });

  it('gives the caller one tensor for each gradient and no other', () => {
    const given = gradients();

    const left = tensorsLeftBy(() => {
      const { gradients: clipped } = clipByGlobalNorm(given, 1);
      dispose(clipped);
    });

    expect(left).toBe(0);
  });
});

describeEachEngine('globalNorm', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is not finite where a gradient holds %d', value => {
    expect(Number.isFinite(globalNorm({ ...gradients(), c: tensor1d([1, value]) }))).toBe(false);
  });
});
