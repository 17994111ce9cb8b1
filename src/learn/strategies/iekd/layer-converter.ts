import { add, mean, reshape, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { unreachable } from '../../../lib/bug.js';
import type { Random } from '../../../lib/random.js';
import { gramOf, poolMap } from '../../losses/index.js';
import type { Module } from '../../module.js';
import { dense, inTurn, layerNorm, named, transformerWeights } from '../../nets/index.js';
import { similarityEmbedding, similarityWidth } from '../../regressors/index.js';

/** How the multi-layer converter describes a layer before it learns anything. */
export type Converter = 'gap' | 'patch' | 'gram';

/**
 * What a layer shows as one row of numbers for each example: the means over its places, the means of a 2 × 2 grid of
 * them, or the similarities to all examples of the batch: [batch, …] → [batch, length].
 */
export function describeLayer(value: Tensor, by: Converter): Tensor2D {
  switch (by) {
    case 'gap':
      return (value.rank > 2 ? mean(value, places(value.rank)) : value) as Tensor2D;
    case 'patch':
      return reshape(poolMap(value as Tensor4D, 2, 2), [value.shape[0] ?? -1, -1]);
    case 'gram':
      return gramOf(value);
    default:
      return unreachable(by);
  }
}

/** How long such a row is, for a layer of a shape, without the batch. */
export function descriptionLength(shape: readonly number[], by: Converter, batch: number): number {
  if (by === 'gram') return batch;
  return (by === 'patch' ? 4 : 1) * (shape.at(-1) ?? 1);
}

/** Length E of the tokens: similarities tie it to the batch. */
export const tokenWidth = (by: Converter, embedding: number, batch: number): number =>
  by === 'gram' ? similarityWidth(batch) : embedding;

/**
 * A layer's token from its description: LayerNorm(Linear(…)) + e, or SemCKD's embedding of similarities + e, with e the
 * vector of the layer: [batch, from] → [batch, to].
 */
export function layerToken(
  { from, to }: { readonly from: number; readonly to: number },
  by: Converter,
  random: Random,
): Module {
  const converted =
    by === 'gram'
      ? similarityEmbedding(from, random.for('similarities'))
      : inTurn({ linear: dense({ from, to, activation: 'linear' }, random.for('linear')), norm: layerNorm(to) });
  const place = transformerWeights([to], random.for('layer'));
  return {
    variables: [
      ...named('token', converted.variables),
      { name: 'layer', variable: place, trainable: true, decays: false },
    ],
    apply: (x, call) => add(converted.apply(x, call), place),
  };
}

/** All dimensions but the batch and the last. */
const places = (rank: number): number[] => Array.from({ length: rank - 2 }, (_, at) => at + 1);
