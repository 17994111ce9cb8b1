import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { convNorm, inTurn, plainConv } from '../nets/index.js';

/**
 * SemCKD's projection of one map towards another: 1 × 1, 3 × 3 and 1 × 1 convolutions without bias, of twice the
 * teacher's channels in between, batch norm and ReLU behind the first two: [batch, rows, columns, from] →
 * [batch, rows, columns, to].
 */
export const bottleneckRegressor = (from: number, to: number, random: Random): Module<Tensor4D> =>
  inTurn({
    narrow: convNorm({ from, to: 2 * to, filter: 1, stride: 1, activation: 'relu' }, random.for('narrow')),
    look: convNorm({ from: 2 * to, to: 2 * to, filter: 3, stride: 1, activation: 'relu' }, random.for('look')),
    widen: plainConv({ from: 2 * to, to, filter: 1, stride: 1, bias: false }, random.for('widen')),
  });
