import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { dense } from './dense.js';
import { transformerWeights } from './weights.js';

/** One linear layer for every token, with a transformer's first weights: […, from] → […, to]. */
export function tokenDense({ from, to }: { readonly from: number; readonly to: number }, random: Random): Module {
  return dense({ from, to, activation: 'linear' }, random, transformerWeights([from, to], random));
}
