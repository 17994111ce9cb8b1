import { Conv2DBackpropInput, engine, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { batchNorm, convNorm, dense, inTurn, uniformWeights } from '../nets/index.js';

/** [rows, columns, channels], or [features]. */
type Shape = readonly number[];

/**
 * From the student's guided layer towards the teacher's hint, then batch norm and ReLU, as RepDistiller chooses by size:
 * half the size by a 3 × 3 convolution of stride 2, twice the size by a transposed 4 × 4 convolution, any smaller size
 * by a convolution of the very filter that fits; and where the student's map is smaller otherwise, a 3 × 3 convolution,
 * to whose size the teacher's map must be pooled (Romero et al., "FitNets", 2015). Vectors take a linear layer.
 */
export function hintRegressor(from: Shape, to: Shape, random: Random): Module<Tensor> {
  const [rows = 1, columns = 1, channels = 1] = from;
  const [toRows = 1, toColumns = 1, toChannels = 1] = to;
  if (from.length === 1)
    return inTurn({
      linear: dense({ from: rows, to: toRows, activation: 'linear' }, random.for('linear')),
      norm: batchNorm(toRows, 'relu'),
    });
  const size = { from: channels, to: toChannels };
  if (rows === 2 * toRows && columns === 2 * toColumns)
    return convNorm({ ...size, filter: 3, stride: 2, activation: 'relu' }, random);
  if (2 * rows === toRows && 2 * columns === toColumns)
    return inTurn({ conv: doubling(size, random.for('conv')), norm: batchNorm(toChannels, 'relu') });
  if (rows >= toRows && columns >= toColumns) {
    const filter = [1 + rows - toRows, 1 + columns - toColumns] as const;
    return inTurn({ conv: fitting(size, filter, random.for('conv')), norm: batchNorm(toChannels, 'relu') });
  }
  return convNorm({ ...size, filter: 3, stride: 1, activation: 'relu' }, random);
}

interface Channels {
  readonly from: number;
  readonly to: number;
}

/** A transposed 4 × 4 convolution of stride 2 with one place of padding: [batch, rows, columns, from] → [batch, 2 · rows, 2 · columns, to]. */
function doubling({ from, to }: Channels, random: Random): Module<Tensor4D> {
  const filter = uniformWeights([4, 4, to, from], 2 / (16 * to), random);
  const attributes = { strides: [2, 2], pad: 'same', dataFormat: 'NHWC' };
  return {
    variables: [{ name: 'weights', variable: filter, trainable: true, decays: true }],
    apply(x) {
      const [batch = 0, rows = 0, columns = 0] = x.shape;
      const inputShape = [batch, 2 * rows, 2 * columns, to];
      return engine().runKernel(Conv2DBackpropInput, { dy: x, filter }, { ...attributes, inputShape });
    },
  };
}

/** A convolution without padding: every place loses the filter's size less one. */
function fitting({ from, to }: Channels, [rows, columns]: readonly [number, number], random: Random): Module<Tensor4D> {
  const filter = uniformWeights([rows, columns, from, to], 2 / (rows * columns * to), random);
  const attributes = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', dilations: [1, 1] };
  return {
    variables: [{ name: 'weights', variable: filter, trainable: true, decays: true }],
    apply: x => engine().runKernel('Conv2D', { x, filter }, attributes),
  };
}
