import { dispose, grads, mul, type Scalar, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { must } from '../../../src/lib/bug.js';
import { noise, readValues } from '../numerics.js';

/** A computation of some inputs that can be differentiated by each of them. */
export interface Case {
  readonly name: string;
  /** Shapes of the inputs, which are noise between −1 and 1. */
  readonly inputs: readonly (readonly number[])[];
  compute(...inputs: Tensor[]): Tensor;
}

/** What an engine makes of a case: the result, and the gradient of its sum with random weights by each input. */
export interface Outcome {
  readonly value: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

export const inputsOf = ({ inputs }: Case): Tensor[] => inputs.map((shape, index) => noise(shape, 11 + index));

/** The scalar that is differentiated. */
export const lossOf =
  ({ compute }: Case) =>
  (...inputs: Tensor[]): Scalar => {
    const value = compute(...inputs);
    return sum<Scalar>(mul(value, noise(value.shape, 5)));
  };

export async function outcomeOf(one: Case): Promise<Outcome> {
  const [value, ...gradients] = tidy(() => {
    const inputs = inputsOf(one);
    return [one.compute(...inputs), ...grads(lossOf(one))(inputs)];
  });
  const outcome = {
    value: await readValues(must(value, 'value')),
    gradients: await Promise.all(gradients.map(readValues)),
  };
  dispose([value, gradients]);
  return outcome;
}
