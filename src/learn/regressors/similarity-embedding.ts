import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import { unitLength } from '../losses/index.js';
import type { Module } from '../module.js';
import { dense, inTurn } from '../nets/index.js';

/** How many numbers say what a layer makes of a batch. */
export const similarityWidth = (batch: number): number => Math.max(1, Math.floor(batch / 4));

/**
 * SemCKD's query or key of a layer: an example's similarities to all examples of the batch through two linear layers with
 * a ReLU between them, at unit length: [batch, batch] → [batch, ⌊batch/4⌋]. It fits one size of batch.
 */
export function similarityEmbedding(batch: number, random: Random): Module<Tensor2D> {
  const width = similarityWidth(batch);
  const layers = inTurn<Tensor2D>({
    first: dense({ from: batch, to: 2 * width, activation: 'relu' }, random.for('first')),
    second: dense({ from: 2 * width, to: width, activation: 'linear' }, random.for('second')),
  });
  return {
    variables: layers.variables,
    apply: (similarities: Tensor, call) => unitLength(layers.apply(similarities, call)),
  };
}
