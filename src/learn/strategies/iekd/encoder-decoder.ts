import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import type { Call, Module } from '../../module.js';
import { crossAttention, dropout, gelu, inTurn, layerNorm, named, tokenDense } from '../../nets/index.js';

export interface TransformerSize {
  /** E, a multiple of `heads`. */
  readonly width: number;
  readonly heads: number;
  /** Of the hidden layer. */
  readonly hidden: number;
  /** Share of what is dropped behind every part. */
  readonly dropout: number;
  /** Which attentions it has: within a sequence, from one to the other, or both. */
  readonly correlation: 'both' | 'internal' | 'external';
}

/** An encoder of one sequence, or a decoder of one by the memory of another. */
export interface Coder extends Pick<Module, 'variables'> {
  /** [batch, tokens, width] → the same; `memory` [batch, others, width], looked at by a decoder only. */
  apply(tokens: Tensor, memory: Tensor | undefined, call: Call): Tensor;
}

/** One layer: attention within the sequence and a hidden layer of GELU. */
export const encoder = (size: TransformerSize, random: Random): Coder =>
  coder(size, size.correlation === 'external' ? [] : ['within'], random);

/** One layer: attention within the sequence, attention to the memory, and a hidden layer of GELU. */
export const decoder = (size: TransformerSize, random: Random): Coder =>
  coder(size, size.correlation === 'both' ? ['within', 'across'] : [inner[size.correlation]], random);

const inner = { internal: 'within', external: 'across' } as const;

/**
 * x + drop(f(norm(x))) for each part f in turn: norms first, nothing behind the last part, nothing masked (Vaswani et al.,
 * 2017; Xiong et al., 2020). Variables `within/norm/scale`, …, `hidden/widen/weights`, ….
 */
function coder(size: TransformerSize, attentions: readonly ('within' | 'across')[], random: Random): Coder {
  const { width, hidden } = size;
  const drop = dropout(size.dropout);
  const dropped = (x: Tensor, call: Call, place: string): Tensor =>
    drop.apply(x, { ...call, random: call.random.for(place) });
  const widen = tokenDense({ from: width, to: hidden }, random.for('widen'));
  const active: Module = {
    variables: widen.variables,
    apply: (x, call) => dropped(gelu(widen.apply(x, call)), call, 'hidden'),
  };
  const last = inTurn({
    norm: layerNorm(width),
    widen: active,
    narrow: tokenDense({ from: hidden, to: width }, random.for('narrow')),
  });
  const layers = attentions.map(name => ({
    name,
    norm: layerNorm(width),
    attention: crossAttention(size, random.for(name)),
  }));
  return {
    variables: [
      ...layers.flatMap(({ name, norm, attention }) =>
        named(name, [...named('norm', norm.variables), ...named('attention', attention.variables)]),
      ),
      ...named('hidden', last.variables),
    ],
    apply(tokens, memory, call) {
      const attended = layers.reduce((x, { name, norm, attention }) => {
        const queries = norm.apply(x, call);
        const found = attention.attend(queries, name === 'across' && memory ? memory : queries, call);
        return add(x, dropped(found, call, name));
      }, tokens);
      return add(attended, dropped(last.apply(attended, call), call, 'last'));
    },
  };
}
