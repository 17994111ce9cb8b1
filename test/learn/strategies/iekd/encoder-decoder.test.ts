import { add, grads, mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  type Coder,
  decoder,
  encoder,
  type TransformerSize,
} from '../../../../src/learn/strategies/iekd/encoder-decoder.js';
import { random } from '../../../../src/lib/random.js';
import { rowsOf } from '../../losses/against-loops.js';
import { centralDifferences, describeEachEngine, expectClose, noise, valuesOf } from '../../numerics.js';
import { coderByHand, type Weights } from './coder-by-hand.js';

const width = 4;
const size: TransformerSize = { width, heads: 2, hidden: 6, dropout: 0.5, correlation: 'both' };
const frozen = { training: false, random: random(1) };

/** Weights far larger than the first ones, so that every part matters. */
function stirred(coder: Coder): Coder {
  coder.variables.forEach(({ variable }, at) => {
    variable.assign(add(variable, mul(noise(variable.shape, at), 0.7)));
  });
  return coder;
}

const weightsOf =
  ({ variables }: Coder): Weights =>
  name =>
    valuesOf(variables.find(one => one.name === name)!.variable);

const kinds = [
  ['an encoder', encoder, 'both', ['within']],
  ['an encoder without attention within', encoder, 'external', []],
  ['a decoder', decoder, 'both', ['within', 'across']],
  ['a decoder of attention within', decoder, 'internal', ['within']],
  ['a decoder of attention across', decoder, 'external', ['across']],
] as const;

describeEachEngine('one layer of', () => {
  it.each(kinds)(
    '%s agrees with loops over plain numbers, and its gradient with their differences',
    (_, make, correlation, parts) => {
      const coder = stirred(make({ ...size, correlation }, random(2)));
      const [tokens, memory] = [noise([2, 3, width], 3), noise([2, 5, width], 4)];
      const weights = weightsOf(coder);
      const byHand = (x: readonly number[], m: readonly number[]): number[] =>
        [0, 1].flatMap(example => {
          const of = (values: readonly number[], count: number) =>
            rowsOf(values, width).slice(example * count, (example + 1) * count);
          return coderByHand(of(x, 3), of(m, 5), weights, parts, size.heads).flat();
        });
      const weighed = noise([2, 3, width], 5);
      const along = (values: readonly number[]): number =>
        valuesOf(weighed).reduce((total, weight, at) => total + weight * values[at]!, 0);

      expectClose(coder.apply(tokens, memory, frozen), byHand(valuesOf(tokens), valuesOf(memory)), 1e-4);
      const gradients = grads((x: Tensor, m: Tensor) =>
        add(sum(mul(coder.apply(x, m, frozen), weighed)), mul(sum(m), 0)),
      )([tokens, memory]);

      const [x, m] = [valuesOf(tokens), valuesOf(memory)];
      expectClose(
        gradients[0]!,
        centralDifferences(at => along(byHand(at, m)), x),
        1e-3,
      );
      expectClose(
        gradients[1]!,
        centralDifferences(at => along(byHand(x, at)), m),
        1e-3,
      );
    },
  );

  it('drops more than nothing in training only, and the same for the same draws', () => {
    const coder = decoder(size, random(2));
    const [tokens, memory] = [noise([2, 3, width], 3), noise([2, 5, width], 4)];
    const trained = (seed: number) => valuesOf(coder.apply(tokens, memory, { training: true, random: random(seed) }));

    expect(trained(1)).toEqual(trained(1));
    expect(trained(1)).not.toEqual(trained(2));
    expect(trained(1)).not.toEqual(valuesOf(coder.apply(tokens, memory, frozen)));
  });
});
