import { mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Module } from '../../module.js';

/**
 * In training every element is zero with probability `share` and else divided by 1 − share, otherwise nothing changes
 * (Srivastava et al., "Dropout", 2014, in its inverted form). The same random stream drops the same elements.
 */
export function dropout(share: number): Module<Tensor> {
  return {
    variables: [],
    apply(x, { training, random }) {
      if (!training || share === 0) return x;
      const scale = 1 / (1 - share);
      const mask = new Float32Array(x.size);
      for (let at = 0; at < mask.length; at++) mask[at] = random.uniform(at) < share ? 0 : scale;
      return mul(x, tensor(mask, x.shape));
    },
  };
}
