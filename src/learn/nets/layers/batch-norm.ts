import { add, engine, mul, ones, rsqrt, sub, type Tensor, zeros } from '@tensorflow/tfjs-core';
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
      const inputs = { x, scale, offset, mean, variance };
      const attributes = { epsilon, momentum, activation };
      const outputs = engine().runKernel<Tensor[]>('BatchNorm', inputs, attributes);
      const [y, movedMean, movedVariance] = outputs as [Tensor, Tensor, Tensor];
      mean.assign(movedMean);
      variance.assign(movedVariance);
      return y;
    },
  };
}
