import {
  _FusedMatMul,
  engine,
  matMul,
  type NamedTensorMap,
  reshape,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from '../gradients/sum-of-rows.js';
import { throughActivation } from '../gradients/through-activation.js';
import type { Operation } from './operation.js';

/**
 * activation(x · weights + bias): […, from] → […, to]. TensorFlow.js fuses only where no gradient is wanted. Each part of
 * the gradient is computed only if it is asked for, so a first layer pays nothing for its input.
 */
export const dense: Operation = {
  kernelName: 'Dense',
  compute({ x: given, weights: matrix, bias }: NamedTensorMap, { activation }) {
    const [x, weights] = [must(given, 'x'), must(matrix, 'weights')];
    const [from = 1, to = 1] = weights.shape;
    const inputs = { a: reshape(x, [1, -1, from]), b: reshape(weights, [1, from, to]), bias: must(bias, 'bias') };
    const attributes = { transposeA: false, transposeB: false, activation: String(activation) };
    return reshape(engine().runKernel<Tensor>(_FusedMatMul, inputs, attributes), [...x.shape.slice(0, -1), to]);
  },
  inputsToSave: ['x', 'weights'],
  outputsToSave: [true],
  gradFunc(dy, [savedX, savedWeights, y], { activation }) {
    const [x, weights] = [must(savedX, 'x'), must(savedWeights, 'weights') as Tensor2D];
    const dz = throughActivation(dy as Tensor, y, activation);
    return {
      x: () => reshape(matMul(rowsOf(dz), weights, false, true), x.shape),
      weights: () => matMul(rowsOf(x), rowsOf(dz), true, false),
      bias: () => sumOfRows(dz),
    };
  },
};

/** [rows, width] */
const rowsOf = (x: Tensor): Tensor2D => (x.rank === 2 ? (x as Tensor2D) : reshape(x, [-1, x.shape.at(-1) ?? 1]));
