import { matMul, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import { unitLength } from '../losses/index.js';
import type { Module } from '../module.js';
import { dense } from './layers/dense.js';
import { gelu } from './layers/gelu.js';
import { transformerWeights } from './layers/weights.js';
import { named } from './named.js';

export interface DinoHeadSize {
  readonly from: number;
  readonly hidden: number;
  readonly bottleneck: number;
  readonly to: number;
}

/** The variable of a head that DINO holds still at first. */
export const lastLayer = 'last/weights';

/**
 * Two hidden layers with GELU, a narrow one brought to unit length, and a product with columns of unit length:
 * [batch, from] → [batch, to], every output a cosine. Caron et al., DINO, ICCV 2021, appendix C, its gain fixed at 1.
 */
export function dinoHead({ from, hidden, bottleneck, to }: DinoHeadSize, random: Random): Module<Tensor2D> {
  const linear = (name: string, size: readonly [number, number]): Module<Tensor2D> => {
    const draws = random.for(name);
    return dense({ from: size[0], to: size[1], activation: 'linear' }, draws, transformerWeights(size, draws));
  };
  const first = linear('hidden-1', [from, hidden]);
  const second = linear('hidden-2', [hidden, hidden]);
  const narrow = linear('bottleneck', [hidden, bottleneck]);
  const last = transformerWeights([bottleneck, to], random.for('last'));
  return {
    variables: [
      ...named('hidden-1', first.variables),
      ...named('hidden-2', second.variables),
      ...named('bottleneck', narrow.variables),
      { name: lastLayer, variable: last, trainable: true, decays: true },
    ],
    apply(x, call) {
      const wide = gelu(second.apply(gelu(first.apply(x, call)), call)); // [batch, hidden]
      const directions = unitLength(last as unknown as Tensor2D, 0); // [bottleneck, to]
      return matMul(unitLength(narrow.apply(wide, call)), directions) as Tensor2D; // [batch, to]
    },
  };
}
