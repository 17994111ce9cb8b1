import { add, reshape, slice, type Tensor2D } from '@tensorflow/tfjs-core';
import type { nets, SettingsOf } from '../../catalogue/index.js';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { createHead } from './head.js';
import { attention } from './layers/attention.js';
import { dropout } from './layers/dropout.js';
import { gelu } from './layers/gelu.js';
import { layerNorm } from './layers/layer-norm.js';
import { tokenDense } from './layers/token-dense.js';
import { tokenEmbedding } from './layers/token-embedding.js';
import { transformerWeights } from './layers/weights.js';
import { named } from './named.js';
import type { NetBuilder } from './net-parts.js';

type Settings = SettingsOf<typeof nets.vit>;

/** Tokens of patches and a class token, blocks of attention and hidden layers; the class token tells the class. */
export const vit: NetBuilder<Settings> = (settings, input, classes, random) => {
  const { width, depth } = settings;
  return {
    stem: tokenEmbedding(settings, input, random.for('stem')),
    stages: Array.from({ length: depth }, (_, index) => block(settings, random.for(`stage-${index + 1}`), index)),
    pool: classToken(width),
    head: createHead(
      { features: width, classes, dropout: 0 },
      random,
      transformerWeights([width, classes], random.for('head')),
    ),
  };
};

/**
 * x + attention(norm(x)), then the same with a hidden layer of GELU four times as wide: norms first, so that there is a
 * way from end to end that nothing rescales (Xiong et al., "On Layer Normalization in the Transformer", 2020).
 */
function block({ width, heads, dropout: share }: Settings, random: Random, index: number): Module {
  const parts = {
    'norm-1': layerNorm(width),
    attention: attention({ width, heads }, random.for('attention')),
    'norm-2': layerNorm(width),
    widen: tokenDense({ from: width, to: 4 * width }, random.for('widen')),
    narrow: tokenDense({ from: 4 * width, to: width }, random.for('narrow')),
  };
  const drop = dropout(share);
  return {
    variables: Object.entries(parts).flatMap(([part, { variables }]) => named(part, variables)),
    apply(x, call) {
      const apply = (part: keyof typeof parts, tokens: typeof x): typeof x => parts[part].apply(tokens, call);
      const dropped = (place: string, tokens: typeof x): typeof x =>
        drop.apply(tokens, { ...call, random: call.random.for('block', index, place) });

      const attended = add(x, dropped('attention', apply('attention', apply('norm-1', x))));
      const hidden = dropped('hidden', gelu(apply('widen', apply('norm-2', attended))));
      return add(attended, dropped('narrow', apply('narrow', hidden)));
    },
  };
}

/** The class token behind a last norm: [batch, tokens, width] → [batch, width]. Variables `norm/scale`, `norm/offset`. */
function classToken(width: number): Module<Tensor2D> {
  const norm = layerNorm(width);
  return {
    variables: named('norm', norm.variables),
    // One row of each image is enough: the norm knows no other.
    apply: (x, call) => norm.apply(reshape(slice(x, [0, 0, 0], [-1, 1, -1]), [-1, width]), call) as Tensor2D,
  };
}
