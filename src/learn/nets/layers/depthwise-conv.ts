import { DepthwiseConv2dNative, engine, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { uniformWeights } from './weights.js';

export interface DepthwiseConvSize {
  readonly channels: number;
  /** Rows and columns of the filter; odd. */
  readonly filter: number;
  readonly stride: number;
}

/**
 * A convolution of each channel by itself, without bias: [batch, rows, columns, channels] →
 * [batch, ⌈rows/stride⌉, ⌈columns/stride⌉, channels], with (filter − 1)/2 zeros on every side. Variable `weights`, of
 * variance 2 / fan-out at first.
 */
export function depthwiseConv({ channels, filter, stride }: DepthwiseConvSize, random: Random): Module<Tensor4D> {
  const weights = uniformWeights([filter, filter, channels, 1], 2 / (filter * filter), random);
  const attributes = {
    strides: [stride, stride],
    pad: (filter - 1) / 2,
    dataFormat: 'NHWC',
    dilations: [1, 1],
  };
  return {
    variables: [{ name: 'weights', variable: weights, trainable: true, decays: true }],
    apply: x => engine().runKernel(DepthwiseConv2dNative, { x, filter: weights }, attributes),
  };
}
