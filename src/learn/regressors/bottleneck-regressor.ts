import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { batchNorm, inTurn, plainConv } from '../nets/index.js';

/**
 * SemCKD's projection of one map towards another: 1 × 1, 3 × 3 and 1 × 1 convolutions without bias, of twice the
 * teacher's channels in between, batch norm and ReLU behind the first two: [batch, rows, columns, from] →
 * [batch, rows, columns, to]. First weights have the variance 1/3 / fan-in that PyTorch gives to convolutions and that the
 * published weight of the loss is made for: what comes out first is small, and so is what it sends back to the student.
 */
export function bottleneckRegressor(from: number, to: number, random: Random): Module<Tensor4D> {
  const hidden = 2 * to;
  const conv = (part: string, size: { readonly from: number; readonly to: number; readonly filter: number }) =>
    plainConv({ ...size, stride: 1, bias: false }, random.for(part), 1 / (3 * size.filter ** 2 * size.from));
  return inTurn({
    narrow: inTurn({ conv: conv('narrow', { from, to: hidden, filter: 1 }), norm: batchNorm(hidden, 'relu') }),
    look: inTurn({ conv: conv('look', { from: hidden, to: hidden, filter: 3 }), norm: batchNorm(hidden, 'relu') }),
    widen: conv('widen', { from: hidden, to, filter: 1 }),
  });
}
