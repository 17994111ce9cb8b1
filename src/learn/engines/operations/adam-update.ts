import { add, div, mul, type NamedTensorMap, sqrt, square, sub } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Operation } from './operation.js';

/**
 * One step of Adam for one variable: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · m / (√v + ε). Three
 * outputs: w, m, v. Not differentiated.
 */
export const adamUpdate: Operation = {
  kernelName: 'AdamUpdate',
  compute({ variable, mean, square: before, gradient: given }: NamedTensorMap, { beta1, beta2, epsilon, rate }) {
    const gradient = must(given, 'gradient');
    const first = add(mul(must(mean, 'mean'), Number(beta1)), mul(gradient, 1 - Number(beta1)));
    const second = add(mul(must(before, 'square'), Number(beta2)), mul(square(gradient), 1 - Number(beta2)));
    const direction = div(first, add(sqrt(second), Number(epsilon)));
    return [sub(must(variable, 'variable'), mul(direction, Number(rate))), first, second];
  },
};
