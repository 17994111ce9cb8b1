import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { batchNorm } from './batch-norm.js';
import { inTurn } from './in-turn.js';
import { type PlainConvSize, plainConv } from './plain-conv.js';
import type { Activation } from './weights.js';

export interface ConvNormSize extends Omit<PlainConvSize, 'bias'> {
  readonly bias?: boolean;
  readonly activation: Activation;
}

/** A convolution, batch norm and perhaps ReLU. Variables `conv/…`, `norm/…`. */
export const convNorm = ({ activation, bias = false, ...size }: ConvNormSize, random: Random): Module<Tensor4D> =>
  inTurn({ conv: plainConv({ ...size, bias }, random.for('conv')), norm: batchNorm(size.to, activation) });
