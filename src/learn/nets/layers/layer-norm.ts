import { engine, ones, reshape, type Tensor, variable, zeros } from '@tensorflow/tfjs-core';
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
    apply(x) {
      const inputs = { x: reshape(x, [-1, width]), scale, offset };
      const rows: Tensor = engine().runKernel('LayerNorm', inputs, { epsilon });
      return reshape(rows, x.shape);
    },
  };
}
