import { engine, ones, type Tensor, variable, zeros } from '@tensorflow/tfjs-core';
import type { Module } from '../../module.js';

/** Added to the variance; what the reference vision transformers take. */
const epsilon = 1e-6;

/** The operation `LayerNorm` over the last axis: […, width] → […, width]. Variables `scale`, `offset`. */
export function layerNorm(width: number): Module {
  const scale = variable(ones([width]));
  const offset = variable(zeros([width]));
  return {
    variables: [
      { name: 'scale', variable: scale, trainable: true, decays: false },
      { name: 'offset', variable: offset, trainable: true, decays: false },
    ],
    apply: x => engine().runKernel<Tensor[]>('LayerNorm', { x, scale, offset }, { epsilon })[0] as Tensor,
  };
}
