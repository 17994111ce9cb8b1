import { relu, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { inTurn, plainConv } from '../nets/index.js';

/** VID's mean of one map given another: three 1 × 1 convolutions without bias, of the teacher's channels, ReLU between them. */
export function pointwiseRegressor(from: number, to: number, random: Random): Module<Tensor4D> {
  const pointwise = (part: string, size: number): Module<Tensor4D> =>
    plainConv({ from: size, to, filter: 1, stride: 1, bias: false }, random.for(part));
  const active = (part: string, size: number): Module<Tensor4D> => {
    const { variables, apply } = pointwise(part, size);
    return { variables, apply: (x, call) => relu(apply(x, call)) };
  };
  return inTurn({ first: active('first', from), second: active('second', to), third: pointwise('third', to) });
}
