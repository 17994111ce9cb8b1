import { engine, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { type Activation, initialBias, initialWeights } from './weights.js';

export interface DenseSize {
  readonly from: number;
  readonly to: number;
  readonly activation: Activation;
}

/** activation(x · weights + bias): […, from] → […, to], one kernel forwards. Variables `weights`, `bias`. */
export function dense(
  { from, to, activation }: DenseSize,
  random: Random,
  weights = initialWeights([from, to], activation, random),
): Module<Tensor2D> {
  const bias = initialBias(to);
  return {
    variables: [
      { name: 'weights', variable: weights, trainable: true, decays: true },
      { name: 'bias', variable: bias, trainable: true, decays: false },
    ],
    apply: x => engine().runKernel<Tensor2D>('Dense', { x, weights, bias }, { activation }),
  };
}
