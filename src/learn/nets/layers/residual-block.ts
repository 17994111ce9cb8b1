import { add, relu, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { named } from '../named.js';
import { convNorm } from './conv-norm.js';

export interface ResidualBlockSize {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
}

/**
 * relu(x + f(x)), f two 3 × 3 convolutions with batch norm (He et al., "Deep Residual Learning", 2016, figure 2); where
 * the shape changes, a 1 × 1 convolution with batch norm takes the place of x. Variables `first/…`, `second/…`,
 * perhaps `shortcut/…`.
 */
export function residualBlock({ from, to, stride }: ResidualBlockSize, random: Random): Module<Tensor4D> {
  const first = convNorm({ from, to, filter: 3, stride, activation: 'relu' }, random.for('first'));
  const second = convNorm({ from: to, to, filter: 3, stride: 1, activation: 'linear' }, random.for('second'));
  const shortcut =
    stride > 1 || from !== to
      ? convNorm({ from, to, filter: 1, stride, activation: 'linear' }, random.for('shortcut'))
      : undefined;
  return {
    variables: [
      ...named('first', first.variables),
      ...named('second', second.variables),
      ...named('shortcut', shortcut?.variables ?? []),
    ],
    apply: (x, call) =>
      tidy(() => {
        const inner = second.apply(first.apply(x, call), call);
        const straight: Tensor = shortcut?.apply(x, call) ?? x;
        return relu(add<Tensor4D>(inner, straight));
      }),
  };
}
