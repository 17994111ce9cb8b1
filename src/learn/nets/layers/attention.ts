import { matMul, mul, reshape, softmax, type Tensor, type Tensor4D, transpose } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Call, Module } from '../../module.js';
import { named } from '../named.js';
import { tokenDense } from './token-dense.js';

export interface AttentionSize {
  /** Length of a token, a multiple of `heads`. */
  readonly width: number;
  readonly heads: number;
}

/** Self-attention: every token looks at all tokens of its own sequence, [batch, tokens, width] → the same. */
export function attention(size: AttentionSize, random: Random): Module {
  const { variables, attend } = crossAttention(size, random);
  return { variables, apply: (x, call) => attend(x, x, call) };
}

export interface CrossAttention extends Pick<Module, 'variables'> {
  /** What tokens find in a memory: [batch, tokens, width], [batch, others, width] → [batch, tokens, width]. */
  attend(tokens: Tensor, memory: Tensor, call: Call): Tensor;
}

/**
 * Attention of several heads: softmax(q kᵀ / √d) v with d = width / heads for each head, the heads side by side, then
 * one linear layer (Vaswani et al., "Attention Is All You Need", 2017, §3.2). Variables `query/weights`, … of the
 * linear layers `query`, `key`, `value`, `output`.
 */
export function crossAttention({ width, heads }: AttentionSize, random: Random): CrossAttention {
  const [query, key, value, output] = (['query', 'key', 'value', 'output'] as const).map(part => ({
    part,
    layer: tokenDense({ from: width, to: width }, random.for(part)),
  })) as [Part, Part, Part, Part];
  const size = width / heads;

  /** [batch, tokens, width] → [batch, heads, tokens, size] */
  const split = (x: Tensor): Tensor4D => transpose(reshape(x, [x.shape[0] ?? -1, -1, heads, size]), [0, 2, 1, 3]);

  return {
    variables: [query, key, value, output].flatMap(({ part, layer }) => named(part, layer.variables)),
    attend(tokens, memory, call) {
      const queries = mul<Tensor4D>(split(query.layer.apply(tokens, call)), 1 / Math.sqrt(size));
      const scores = matMul(queries, split(key.layer.apply(memory, call)), false, true); // [batch, heads, tokens, others]
      const mixed = matMul(softmax(scores), split(value.layer.apply(memory, call))); // [batch, heads, tokens, size]
      return output.layer.apply(reshape(transpose(mixed, [0, 2, 1, 3]), tokens.shape), call);
    },
  };
}

interface Part {
  readonly part: string;
  readonly layer: Module;
}
