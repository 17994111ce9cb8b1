import { concat, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { batchNorm } from './batch-norm.js';
import { inTurn } from './in-turn.js';
import { plainConv } from './plain-conv.js';

export interface DenseLayerSize {
  readonly from: number;
  readonly bottleneck: number;
  /** Channels it adds. */
  readonly growth: number;
}

/**
 * x and, behind its channels, what is made of it by batch norm, ReLU, a 1 × 1 convolution to the bottleneck, and the
 * same with a 3 × 3 convolution: [batch, rows, columns, from] → [batch, rows, columns, from + growth]
 * (Huang et al., "Densely Connected Convolutional Networks", 2017, DenseNet-B). Variables `norm-1/…`, `conv-1/…`, …
 */
export function denseLayer({ from, bottleneck, growth }: DenseLayerSize, random: Random): Module<Tensor4D> {
  const conv = (name: string, to: number, size: { readonly from: number; readonly filter: number }) =>
    plainConv({ ...size, to, stride: 1, bias: false }, random.for(name));
  const added = inTurn<Tensor4D>({
    'norm-1': batchNorm(from, 'relu'),
    'conv-1': conv('conv-1', bottleneck, { from, filter: 1 }),
    'norm-2': batchNorm(bottleneck, 'relu'),
    'conv-2': conv('conv-2', growth, { from: bottleneck, filter: 3 }),
  });
  return {
    variables: added.variables,
    apply: (x, call) => concat<Tensor4D>([x as Tensor4D, added.apply(x, call)], 3),
  };
}
