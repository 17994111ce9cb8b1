import { add, pad, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Input } from '../../../catalogue/index.js';
import type { Random } from '../../../lib/random.js';
import type { Module } from '../../module.js';
import { named } from '../named.js';
import { conv } from './conv.js';
import { dropout } from './dropout.js';
import { transformerWeights } from './weights.js';

export interface EmbeddingSize {
  readonly patch: number;
  readonly width: number;
  /** Share of what is dropped in training. */
  readonly dropout: number;
}

/**
 * Images as sequences: [batch, rows, columns, channels] → [batch, 1 + patches, width], a class token first, then a
 * linear picture of each patch, by rows; and to each the learned vector of its place. Variables `patch/weights`,
 * `patch/bias`, `class` [1, width], `positions` [1 + patches, width].
 */
export function tokenEmbedding(
  { patch, width, dropout: share }: EmbeddingSize,
  [rows, columns, channels]: Input,
  random: Random,
): Module {
  const patches = (rows / patch) * (columns / patch);
  const picture = conv(
    { from: channels, to: width, filter: patch, stride: patch, activation: 'linear' },
    random.for('patch'),
  );
  const token = transformerWeights([1, width], random.for('class'));
  const positions = transformerWeights([1 + patches, width], random.for('positions'));
  const drop = dropout(share);
  return {
    variables: [
      ...named('patch', picture.variables),
      { name: 'class', variable: token, trainable: true, decays: false },
      { name: 'positions', variable: positions, trainable: true, decays: false },
    ],
    apply(images, call) {
      const pictures: Tensor = reshape(picture.apply(images, call), [-1, patches, width]);
      const behindToken = pad(pictures, [
        [0, 0],
        [1, 0],
        [0, 0],
      ]);
      const table = add(
        positions,
        pad(token as Tensor, [
          [0, patches],
          [0, 0],
        ]),
      ); // what does not depend on the image
      return drop.apply(add(behindToken, table), call);
    },
  };
}
