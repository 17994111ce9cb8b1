import {
  add,
  engine,
  mul,
  ones,
  reshape,
  rsqrt,
  slice,
  sub,
  type Tensor,
  tidy,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { detached } from '../../detached.js';
import type { Module } from '../../module.js';
import { type Activation, asVariable } from './weights.js';

/** Added to variances, and how far a moving average goes towards a batch: as PyTorch has them. */
const epsilon = 1e-5;
const momentum = 0.1;

/**
 * activation((x − mean) / √(variance + ε) · scale + offset) for each channel, of […, channels]: by the statistics of
 * the batch in training, which the moving averages follow, and by those averages otherwise
 * (Ioffe & Szegedy, "Batch Normalization", 2015). Variables `scale`, `offset` and, not trained, `mean`, `variance`, the
 * latter of the unbiased variance as in PyTorch.
 */
export function batchNorm(channels: number, activation: Activation = 'linear'): Module<Tensor> {
  const [scale, offset] = [asVariable(ones([channels])), asVariable(zeros([channels]))];
  const [mean, variance] = [asVariable(zeros([channels]), false), asVariable(ones([channels]), false)];
  return {
    variables: [
      { name: 'scale', variable: scale, trainable: true, decays: false },
      { name: 'offset', variable: offset, trainable: true, decays: false },
      { name: 'mean', variable: mean, trainable: false, decays: false },
      { name: 'variance', variable: variance, trainable: false, decays: false },
    ],
    apply(x, { training }) {
      if (!training) {
        const slope = mul(scale, rsqrt(add(variance, epsilon)));
        const shift = sub(offset, mul(mean, slope));
        return engine().runKernel('ScaleChannels', { x, slope, shift }, { activation });
      }
      const moments = detached((): Tensor => engine().runKernel('ChannelMoments', { x })); // [2, channels]
      const rows = x.size / channels;
      detached(() => {
        follow(mean, moments, 0, 1);
        follow(variance, moments, 1, rows / Math.max(1, rows - 1));
      });
      return engine().runKernel('BatchNorm', { x, scale, offset, moments }, { epsilon, activation });
    },
  };
}

/** Moves an average towards a row of the batch's moments, times a factor. */
function follow(average: Variable, moments: Tensor, row: number, factor: number): void {
  tidy(() => {
    const found = reshape(slice(moments, [row, 0], [1, -1]), [-1]);
    average.assign(add(mul(average, 1 - momentum), mul(found, momentum * factor)));
  });
}
