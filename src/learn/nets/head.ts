import type { Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { dense } from './layers/dense.js';
import { dropout } from './layers/dropout.js';
import { named } from './named.js';

export interface HeadSize {
  readonly features: number;
  readonly classes: number;
  readonly dropout: number;
}

/** The last part of a classifier: dropout and one linear layer, [batch, features] → [batch, classes]. */
export function createHead(
  { features, classes, dropout: share }: HeadSize,
  random: Random,
  weights?: Variable,
): Module<Tensor2D> {
  const drop = dropout(share);
  const linear = dense({ from: features, to: classes, activation: 'linear' }, random.for('head'), weights);
  return {
    variables: named('head', linear.variables),
    apply: (pooled, call) => linear.apply(drop.apply(pooled, { ...call, random: call.random.for('dropout') }), call),
  };
}
