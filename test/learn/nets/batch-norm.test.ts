import { mul, type Scalar, sum, type Tensor, tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Call, Module } from '../../../src/learn/module.js';
import { batchNorm } from '../../../src/learn/nets/layers/batch-norm.js';
import { random } from '../../../src/lib/random.js';
import { centralDifferences, describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';

const call = (training: boolean): Call => ({ training, random: random(5) });
const [rows, channels] = [6, 3];
const x = (): Tensor => mul(noise([rows, channels], 4), tensor([1, 3, 100]));

function variablesOf(layer: Module<Tensor>): Record<'scale' | 'offset' | 'mean' | 'variance', Variable> {
  return Object.fromEntries(layer.variables.map(({ name, variable }) => [name, variable])) as ReturnType<
    typeof variablesOf
  >;
}

/** Mean and sum of squared differences of each channel. */
function statisticsOf(values: readonly number[]): { readonly mean: number; readonly squares: number }[] {
  return [0, 1, 2].map(channel => {
    const column = values.filter((_, at) => at % channels === channel);
    const mean = column.reduce((total, value) => total + value, 0) / rows;
    return { mean, squares: column.reduce((total, value) => total + (value - mean) ** 2, 0) };
  });
}

describeEachEngine('batch norm', () => {
  it('in training gives every channel mean 0 and variance 1, then scales and shifts it', () => {
    const layer = batchNorm(channels);
    const { scale, offset } = variablesOf(layer);
    scale.assign(tensor([1, 2, 3]));
    offset.assign(tensor([0, 5, -5]));

    const found = tidy(() => valuesOf(layer.apply(x(), call(true))));

    const values = valuesOf(x());
    const statistics = statisticsOf(values);
    const expected = values.map((value, at) => {
      const channel = at % channels;
      const { mean, squares } = statistics[channel]!;
      return ((value - mean) / Math.sqrt(squares / rows + 1e-5)) * [1, 2, 3][channel]! + [0, 5, -5][channel]!;
    });
    expectClose(found, expected, 1e-4);
  });

  it('lets its averages follow a tenth of the way, the variance unbiased, as PyTorch does', () => {
    const layer = batchNorm(channels);

    tidy(() => layer.apply(x(), call(true)));

    const { mean, variance } = variablesOf(layer);
    const statistics = statisticsOf(valuesOf(x()));
    expectClose(
      mean,
      statistics.map(one => 0.1 * one.mean),
    );
    expectClose(
      variance,
      statistics.map(one => 0.9 + (0.1 * one.squares) / (rows - 1)),
      1e-4,
    );
  });

  it('otherwise takes its averages, and leaves them alone', () => {
    const layer = batchNorm(channels);
    const { mean, variance } = variablesOf(layer);
    mean.assign(tensor([1, 2, 3]));
    variance.assign(tensor([1, 4, 9]));

    const found = tidy(() => valuesOf(layer.apply(x(), call(false))));

    const expected = valuesOf(x()).map(
      (value, at) => (value - [1, 2, 3][at % 3]!) / Math.sqrt([1, 4, 9][at % 3]! + 1e-5),
    );
    expectClose(found, expected, 1e-4);
    expect([valuesOf(mean), valuesOf(variance)]).toEqual([
      [1, 2, 3],
      [1, 4, 9],
    ]);
  });

  it('is steady where a channel never changes, and where there is one row', () => {
    const found = tidy(() => {
      const layer = batchNorm(2);
      const still = layer.apply(tensor([7, 8, 7, 8], [2, 2]), call(true));
      const alone = layer.apply(tensor([3, 4], [1, 2]), call(true));
      return [...valuesOf(still), ...valuesOf(alone), ...layer.variables.flatMap(({ variable }) => valuesOf(variable))];
    });

    expect(found.filter(value => !Number.isFinite(value))).toEqual([]);
    expectClose(found.slice(0, 6), [0, 0, 0, 0, 0, 0]);
  });

  it.each([true, false])('has the gradient that finite differences give (training: %s)', training => {
    const layer = batchNorm(channels, 'relu');
    const { scale, offset } = variablesOf(layer);
    scale.assign(tensor([1, 2, -0.5]));
    const [input, pull] = [noise([rows, channels], 4), noise([rows, channels], 9)];
    const loss = () => sum<Scalar>(mul(layer.apply(input, call(training)), pull));

    const { grads } = variableGrads(loss, [scale, offset]);

    for (const moved of [scale, offset]) {
      const values = valuesOf(moved);
      const lossAt = (at: number[]) =>
        tidy(() => {
          moved.assign(tensor(at));
          return valuesOf(loss())[0]!;
        });
      const expected = centralDifferences(lossAt, values);
      lossAt(values);
      expectClose(grads[moved.name]!, expected, 5e-3);
    }
  });

  it('trains scale and offset without decay, and keeps its averages out of training', () => {
    const { variables } = batchNorm(channels);

    expect(variables.map(({ name, trainable, decays }) => [name, trainable, decays])).toEqual([
      ['scale', true, false],
      ['offset', true, false],
      ['mean', false, false],
      ['variance', false, false],
    ]);
  });
});
