import { add, grad, mul, scalar, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { detached, stopGradient } from '../../src/learn/detached.js';
import { describeEachEngine, valuesOf } from './numerics.js';

describeEachEngine('detached', () => {
  it('makes constants of what is computed from a variable', () => {
    const slope = grad((x: Tensor) =>
      mul(
        x,
        detached(() => square(x)),
      ),
    );

    expect(valuesOf(slope(scalar(3)))).toEqual([9]);
  });

  it('lets gradients flow again behind it', () => {
    const slope = grad((x: Tensor) => add(mul(stopGradient(x), x), square(x)));

    expect(valuesOf(slope(scalar(3)))).toEqual([9]);
  });

  it('lets gradients be taken inside it', () => {
    const slope = grad((x: Tensor) =>
      mul(
        x,
        detached(() => grad((y: Tensor) => sum(square(y)))(x)),
      ),
    );

    expect(valuesOf(slope(scalar(3)))).toEqual([6]);
  });

  it('lets gradients flow again after an error', () => {
    const slope = grad((x: Tensor) => {
      expect(() => detached(() => expect.unreachable())).toThrow();
      return square(x);
    });

    expect(valuesOf(slope(scalar(3)))).toEqual([6]);
  });
});
