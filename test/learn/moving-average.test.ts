import { scalar, tidy, variable } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/learn/engines/index.js';
import type { Module } from '../../src/learn/module.js';
import { copyStatistics, moveAverage, warmedDecay } from '../../src/learn/moving-average.js';
import { tensorsLeftBy } from './numerics.js';

/** A module of one weight and one statistic. */
const module = (weight: number, statistic = 0): Module<number> => ({
  variables: [
    { name: 'weight', variable: variable(scalar(weight)), trainable: true, decays: true },
    { name: 'moving-mean', variable: variable(scalar(statistic), false), trainable: false, decays: false },
  ],
  apply: () => 0,
});
const read = ({ variables }: Module<unknown>): number[] => variables.map(one => one.variable.dataSync()[0]!);
const become = ({ variables }: Module<unknown>, weight: number): void =>
  tidy(() => variables[0]!.variable.assign(scalar(weight)));

/** The average after each of some values of what it follows. */
function follow(first: number, values: readonly number[], decayAt: (t: number) => number): number {
  const [average, followed] = [module(first), module(first)];
  values.forEach((value, index) => {
    become(followed, value);
    tidy(() => moveAverage(average, followed, decayAt(index + 1)));
  });
  return read(average)[0]!;
}

beforeAll(() => startEngine('cpu', { threads: 1 }));

describe('a moving average', () => {
  it('of a constant is that constant', () => {
    expect(follow(3, [3, 3, 3], () => 0.9)).toBeCloseTo(3, 6);
  });

  it('at a constant decay is αⁿ θ₀ + (1 − α) Σ αⁿ⁻ⁱ θᵢ', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, decay) => {
          const n = values.length;
          const rest = values.reduce((sum, value, index) => sum + decay ** (n - 1 - index) * value, 0);

          expect(follow(2, values, () => decay)).toBeCloseTo(decay ** n * 2 + (1 - decay) * rest, 4);
        },
      ),
    );
  });

  it('that warms up is 2 after 0 and 1, 2, 3, 4: their arithmetic mean', () => {
    expect(follow(0, [1, 2, 3, 4], t => warmedDecay(0.999, t))).toBeCloseTo(2, 6);
  });

  it('warms up no further than its decay', () => {
    expect([1, 2, 9, 10].map(t => warmedDecay(0.9, t))).toEqual([0.5, 1 - 1 / 3, 0.9, 0.9]);
  });

  it('leaves statistics of batch norm to whoever copies them', () => {
    const [average, followed] = [module(0, 5), module(1, 7)];
    tidy(() => moveAverage(average, followed, 0.5));
    const moved = read(average);

    copyStatistics(followed, average);

    expect(moved).toEqual([0.5, 5]);
    expect(read(average)).toEqual([0.5, 7]);
  });

  it('makes no tensor that stays', () => {
    const [average, followed] = [module(0), module(1)];

    expect(tensorsLeftBy(() => tidy(() => moveAverage(average, followed, 0.5)))).toBe(0);
  });
});
