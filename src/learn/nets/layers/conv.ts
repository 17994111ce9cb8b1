import { engine, FusedConv2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { type Activation, initialBias, initialWeights } from './weights.js';

export interface ConvSize {
  readonly from: number;
  readonly to: number;
  /** Rows and columns of the filter. */
  readonly filter: number;
  readonly stride: number;
  readonly activation: Activation;
}

/**
 * activation(x ∗ weights + bias): [batch, rows, columns, from] → [batch, ⌈rows/stride⌉, ⌈columns/stride⌉, to], zeros
 * around the image as TensorFlow lays them for `same`, one kernel forwards. Variables `weights`, `bias`.
 */
export function conv({ from, to, filter, stride, activation }: ConvSize, random: Random): Module<Tensor4D> {
  const weights = initialWeights([filter, filter, from, to], activation, random);
  const bias = initialBias(to);
  return {
    variables: [
      { name: 'weights', variable: weights, trainable: true, decays: true },
      { name: 'bias', variable: bias, trainable: true, decays: false },
    ],
    apply: x =>
      engine().runKernel(
        FusedConv2D,
        { x, filter: weights, bias },
        { strides: [stride, stride], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation },
      ),
  };
}
