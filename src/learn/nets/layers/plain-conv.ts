import { engine, FusedConv2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module, ModuleVariable } from '../../module.js';
import { initialBias, uniformWeights } from './weights.js';

export interface PlainConvSize {
  readonly from: number;
  readonly to: number;
  /** Rows and columns of the filter; odd. */
  readonly filter: number;
  readonly stride: number;
  readonly bias: boolean;
}

/**
 * x ∗ weights (+ bias), the convolution of nets with batch norm: [batch, rows, columns, from] →
 * [batch, ⌈rows/stride⌉, ⌈columns/stride⌉, to], with (filter − 1)/2 zeros on every side, as PyTorch's nets have them.
 * Variables `weights`, perhaps `bias`; first weights of variance 2 / fan-out, which keeps gradients as large on their
 * way back (He et al., "Delving Deep into Rectifiers", 2015), unless another is given.
 */
export function plainConv(
  { from, to, filter, stride, bias: hasBias }: PlainConvSize,
  random: Random,
  variance = 2 / (filter * filter * to),
): Module<Tensor4D> {
  const weights = uniformWeights([filter, filter, from, to], variance, random);
  const variables: ModuleVariable[] = [{ name: 'weights', variable: weights, trainable: true, decays: true }];
  const bias = hasBias ? initialBias(to) : undefined;
  if (bias) variables.push({ name: 'bias', variable: bias, trainable: true, decays: false });
  const attributes = {
    strides: [stride, stride],
    pad: (filter - 1) / 2,
    dataFormat: 'NHWC',
    dilations: [1, 1],
    activation: 'linear',
  };
  return {
    variables,
    apply: x => engine().runKernel(FusedConv2D, { x, filter: weights, ...(bias && { bias }) }, attributes),
  };
}
