import { type Tensor, tensor, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import type { Random } from '../../../lib/random.js';

/** What follows a layer's sum in the same kernel. */
export type Activation = 'linear' | 'relu';

/**
 * First weights, uniform in ±√(3 · variance / fan-in): the Kaiming initialization of He et al., "Delving Deep into
 * Rectifiers", 2015, with variance 2 before a ReLU, and 1/3 elsewhere, which is what PyTorch gives its linear layers.
 * Uniform and not normal because it needs no logarithm and no cosine, whose last bits differ between versions of Node.
 */
export function initialWeights(shape: readonly number[], activation: Activation, random: Random): Variable {
  const fanIn = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  const bound = Math.sqrt((3 * (activation === 'relu' ? 2 : 1 / 3)) / fanIn);
  const values = new Float32Array(fanIn * (shape.at(-1) ?? 1));
  for (let at = 0; at < values.length; at++) values[at] = bound * (2 * random.uniform(at) - 1);
  return asVariable(tensor(values, [...shape]));
}

export const initialBias = (length: number): Variable => asVariable(zeros([length]));

function asVariable(initial: Tensor): Variable {
  const created = variable(initial);
  initial.dispose(); // the variable holds the data
  return created;
}
