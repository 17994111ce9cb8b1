import { add, mul, type NamedTensorMap, sigmoid, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Operation } from './operation.js';

/** 2√(2/π) and the share of the cube, as in the paper. */
const [slope, cubic] = [2 * Math.sqrt(2 / Math.PI), 0.044715];

/**
 * GELU in its tanh form (Hendrycks & Gimpel, "Gaussian Error Linear Units", 2016), written with the logistic function:
 * ½ (1 + tanh(u/2)) = σ(u), so x · σ(u) with u = 2√(2/π) (x + 0.044715 x³). Within 5e-4 of x · Φ(x), and on wasm eight
 * times as fast as the error function and its gradient.
 */
export const gelu: Operation = {
  kernelName: 'Gelu',
  compute: ({ x }: NamedTensorMap) => mul(must(x, 'x'), gate(must(x, 'x'))),
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x() {
      const saved = must(x, 'x');
      const open = gate(saved); // σ(u)
      const inner = add(mul(square(saved), 3 * slope * cubic), slope); // du/dx
      return mul(dy as Tensor, add(open, mul(mul(mul(saved, open), sub(1, open)), inner)));
    },
  }),
};

/** σ(u) of every element. */
const gate = (x: Tensor): Tensor => sigmoid(mul(x, add(mul(square(x), slope * cubic), slope)));
