import { describe, expect, it } from 'vitest';
import {
  bottleneckRegressor,
  hintRegressor,
  pointwiseRegressor,
  similarityEmbedding,
} from '../../../src/learn/regressors/index.js';
import { random } from '../../../src/lib/random.js';
import { dot, rowsOf } from '../losses/against-loops.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';

const call = { training: true, random: random(1) };
const draws = random(3);

describeEachEngine('hintRegressor', () => {
  it.each([
    ['twice the size of the hint', [8, 8, 2], [4, 4, 3], [4, 4, 3]],
    ['half the size of the hint', [4, 4, 2], [8, 8, 3], [8, 8, 3]],
    ['the size of the hint', [4, 4, 2], [4, 4, 3], [4, 4, 3]],
    ['a little larger', [7, 7, 2], [4, 4, 3], [4, 4, 3]],
    ['a little smaller: the teacher is pooled', [4, 4, 2], [7, 7, 3], [4, 4, 3]],
    ['wide', [6, 9, 2], [4, 4, 3], [4, 4, 3]],
    ['a vector', [5], [3], [3]],
  ])('leads from a layer that is %s', (_, from, to, expected) => {
    const regressor = hintRegressor(from, to, draws);

    const output = regressor.apply(noise([2, ...from]), call);

    expect(output.shape).toEqual([2, ...expected]);
    expect(Math.min(...valuesOf(output))).toBe(0);
  });

  it('makes a map twice as large as a transposed convolution does, over plain numbers', () => {
    const regressor = hintRegressor([2, 2, 1], [4, 4, 1], draws);
    const weights = valuesOf(regressor.variables.find(({ name }) => name === 'conv/weights')!.variable);
    const map = noise([1, 2, 2, 1]);
    const sums = Array<number>(16).fill(0);
    valuesOf(map).forEach((value, place) => {
      weights.forEach((weight, tap) => {
        const row = 2 * Math.floor(place / 2) + Math.floor(tap / 4) - 1;
        const col = 2 * (place % 2) + (tap % 4) - 1;
        if (row >= 0 && row < 4 && col >= 0 && col < 4) sums[row * 4 + col]! += value * weight;
      });
    });
    // not trained, batch norm is 1 / √(1 + ε) and ReLU
    const expected = sums.map(value => Math.max(0, value / Math.sqrt(1 + 1e-5)));

    expectClose(regressor.apply(map, { ...call, training: false }), expected);
  });
});

describeEachEngine('the other regressors', () => {
  it('keep the size of a map and bring it to the channels of the teacher', () => {
    const map = noise([2, 3, 3, 4]);

    expect(bottleneckRegressor(4, 5, draws).apply(map, call).shape).toEqual([2, 3, 3, 5]);
    expect(pointwiseRegressor(4, 5, draws).apply(map, call).shape).toEqual([2, 3, 3, 5]);
  });

  it('have no biases', () => {
    const names = [...bottleneckRegressor(4, 5, draws).variables, ...pointwiseRegressor(4, 5, draws).variables];

    expect(names.filter(({ name }) => name.endsWith('bias'))).toEqual([]);
  });

  it('make of similarities a vector of unit length, a quarter as long as the batch', () => {
    const output = similarityEmbedding(8, draws).apply(noise([8, 8]), call);

    expect(output.shape).toEqual([8, 2]);
    expectClose(
      rowsOf(valuesOf(output), 2).map(row => dot(row, row)),
      Array(8).fill(1),
    );
  });
});

describe('a regressor', () => {
  it('begins with the weights of its stream', () => {
    const [one, same, other] = [draws, draws, random(4)].map(from => hintRegressor([4], [3], from).variables[0]!);

    expect(valuesOf(same!.variable)).toEqual(valuesOf(one!.variable));
    expect(valuesOf(other!.variable)).not.toEqual(valuesOf(one!.variable));
  });
});
