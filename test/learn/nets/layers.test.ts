import { ones, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Call } from '../../../src/learn/module.js';
import { conv, dense, dropout } from '../../../src/learn/nets/index.js';
import { random } from '../../../src/lib/random.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';

const call = (training: boolean): Call => ({ training, random: random(5) });

describeEachEngine('dense', () => {
  it.each(['linear', 'relu'] as const)('is the sum of its definition, then %s', activation => {
    const layer = dense({ from: 3, to: 2, activation }, random(1));
    const [weights, bias] = layer.variables.map(({ variable }) => variable);
    bias!.assign(noise([2], 8));
    const x = noise([4, 3], 2);

    const found = tidy(() => valuesOf(layer.apply(x, call(true))));

    const [xs, ws, bs] = [x, weights!, bias!].map(valuesOf);
    const expected = Array.from({ length: 8 }, (_, at) => {
      const [row, column] = [Math.floor(at / 2), at % 2];
      const z = [0, 1, 2].reduce((total, k) => total + xs![row * 3 + k]! * ws![k * 2 + column]!, bs![column]!);
      return activation === 'relu' ? Math.max(0, z) : z;
    });
    expectClose(found, expected);
  });
});

describeEachEngine('conv', () => {
  it('is the sum of its definition, with zeros around the image and a place for every stride begun', () => {
    const layer = conv({ from: 1, to: 1, filter: 3, stride: 2, activation: 'linear' }, random(1));
    const [weights, bias] = layer.variables.map(({ variable }) => variable);
    weights!.assign(ones([3, 3, 1, 1]));
    bias!.assign(ones([1]));

    const found = tidy(() => layer.apply(ones([1, 5, 4, 1]), call(true)));

    expect(found.shape).toEqual([1, 3, 2, 1]);
    expectClose(found, [7, 5, 10, 7, 7, 5]);
  });

  it('with ReLU gives nothing below 0', () => {
    const layer = conv({ from: 2, to: 4, filter: 3, stride: 1, activation: 'relu' }, random(1));

    const found = tidy(() => valuesOf(layer.apply(noise([2, 5, 5, 2]), call(true))));

    expect(Math.min(...found)).toBe(0);
    expect(Math.max(...found)).toBeGreaterThan(0);
  });
});

describeEachEngine('dropout', () => {
  it('drops its share in training, and scales what is left so that the mean stays', () => {
    const found = tidy(() => valuesOf(dropout(0.25).apply(ones([100, 100]), call(true))));

    const dropped = found.filter(value => value === 0).length / found.length;
    expect(dropped).toBeCloseTo(0.25, 1);
    expect(new Set(found.map(value => value.toFixed(4)))).toEqual(new Set(['0.0000', '1.3333']));
  });

  it('changes nothing when it does not train', () => {
    const x = noise([3, 4]);

    expect(dropout(0.25).apply(x, call(false))).toBe(x);
  });
});
