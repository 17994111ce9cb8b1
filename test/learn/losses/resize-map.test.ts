import { grad, sum, type Tensor4D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { poolMap } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { mapOf, meanOf } from './against-loops.js';

describeEachEngine('poolMap', () => {
  it.each([
    [4, 2],
    [7, 4],
    [5, 3],
    [6, 1],
  ])('makes of %i rows and columns %i, each a mean of those it stands for', (from, to) => {
    const map = noise([2, from, from, 2]) as Tensor4D;
    const places = mapOf(valuesOf(map), map.shape);
    const range = (at: number): number[] => {
      const [start, end] = [Math.floor((at * from) / to), Math.ceil(((at + 1) * from) / to)];
      return Array.from({ length: end - start }, (_, index) => start + index);
    };
    const expected = places.flatMap(image =>
      Array.from({ length: to * to }, (_, place) => [Math.floor(place / to), place % to] as const).flatMap(
        ([row, col]) =>
          [0, 1].map(channel => meanOf(range(row).flatMap(r => range(col).map(c => image[r * from + c]![channel]!)))),
      ),
    );

    expectClose(poolMap(map, to, to), expected);
  });

  it('shares the gradient of a mean among the places of it', () => {
    const slope = grad(map => sum(poolMap(map as Tensor4D, 2, 2)))(noise([1, 4, 4, 1]));

    expectClose(slope, Array(16).fill(0.25));
  });

  it('is the map itself where it has the size already', () => {
    const map = noise([1, 3, 3, 1]) as Tensor4D;

    expect(poolMap(map, 3, 3)).toBe(map);
  });
});
