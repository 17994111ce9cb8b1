import { type Tensor, tensor, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';
import { truncatedNormal } from './truncated-normal.js';

/** What follows a layer's sum in the same kernel. */
export type Activation = 'linear' | 'relu';

/**
 * First weights, of variance 2 / fan-in before a ReLU: the Kaiming initialization of He et al., "Delving Deep into
 * Rectifiers", 2015; and 1/3 / fan-in elsewhere, which is what PyTorch gives its linear layers.
 */
export function initialWeights(shape: readonly number[], activation: Activation, random: Random): Variable {
  const fanIn = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  return uniformWeights(shape, (activation === 'relu' ? 2 : 1 / 3) / fanIn, random);
}

/**
 * First weights of a variance, uniform in ±√(3 · variance): where a published net draws from a normal distribution, too,
 * because that needs a logarithm and a cosine, whose last bits differ between versions of Node.
 */
export function uniformWeights(shape: readonly number[], variance: number, random: Random): Variable {
  const bound = Math.sqrt(3 * variance);
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let at = 0; at < values.length; at++) values[at] = bound * (2 * random.uniform(at) - 1);
  return asVariable(tensor(values, [...shape]));
}

/**
 * First weights of a transformer: normal with standard deviation 0.02, cut at two deviations, whatever the width
 * (Devlin et al., "BERT", 2019, and the reference vision transformers).
 */
export function transformerWeights(shape: readonly number[], random: Random): Variable {
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  for (let at = 0; at < values.length; at++) values[at] = 0.02 * truncatedNormal(random, at);
  return asVariable(tensor(values, [...shape]));
}

export const initialBias = (length: number): Variable => asVariable(zeros([length]));

/** A variable with a first value, which it takes over. */
export function asVariable(initial: Tensor, trainable = true): Variable {
  const created = variable(initial, trainable);
  initial.dispose(); // the variable holds the data
  return created;
}
