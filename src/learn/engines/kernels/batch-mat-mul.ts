import type { TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Attributes, Composition, Wasm } from './compose.js';

/** a · b, one product for each place of the batch, either side transposed or not. */
export const batchMatMul: Composition = (wasm, inputs, attributes) =>
  isOurs(inputs, attributes) ? multiply(wasm, inputs, attributes) : wasm.run('BatchMatMul', inputs, attributes);

/** activation(a · b + bias). */
export const fusedMatMul: Composition = (wasm, inputs, attributes) =>
  isOurs(inputs, attributes) ? multiply(wasm, inputs, attributes) : wasm.run('_FusedMatMul', inputs, attributes);

/** Equally many products on both sides, and no activation but ReLU. */
function isOurs({ a, b, preluActivationWeights }: Inputs, { activation = 'linear' }: Attributes): boolean {
  const isPlain = (activation === 'linear' || activation === 'relu') && !preluActivationWeights;
  return isPlain && sizeOf(batchOf(must(a, 'a'))) === sizeOf(batchOf(must(b, 'b')));
}

/** A product is a convolution whose images are the rows of a, with one place each and one tap; see `../assembly`. */
function multiply(wasm: Wasm, inputs: Inputs, { transposeA, transposeB, activation }: Attributes): TensorInfo {
  const [a, b] = [must(inputs.a, 'a'), must(inputs.b, 'b')];
  const [rows, inner] = matrixOf(a, transposeA);
  const [, columns] = matrixOf(b, transposeB);
  const { assembly } = wasm;
  const output = wasm.make([...batchOf(a), rows, columns]);
  const scratch = wasm.at(wasm.make([assembly.convolveScratch(inner, columns) / 4]));
  const straightA = transposeA ? wasm.at(wasm.make([rows, inner])) : 0;
  const straightB = transposeB ? wasm.at(wasm.make([inner, columns])) : 0;
  const bias = inputs.bias ? wasm.at(inputs.bias) : 0;
  const rectify = activation === 'relu' ? 1 : 0;
  const products = sizeOf(batchOf(a));
  let [left, right, out] = [wasm.at(a), wasm.at(b), wasm.at(output)];
  for (let n = 0; n < products; n++) {
    if (straightA) assembly.transposeInto(left, inner, rows, straightA, 4 * inner);
    if (straightB) assembly.transposeInto(right, columns, inner, straightB, 4 * columns);
    const [x, filter] = [straightA || left, straightB || right];
    assembly.convolve(x, filter, bias, out, scratch, rectify, rows, ...dot, inner, ...dot, columns, ...tap);
    left += 4 * rows * inner;
    right += 4 * inner * columns;
    out += 4 * rows * columns;
  }
  return output;
}

/** An image of one place; one tap of stride 1 without zeros around. */
const dot = [1, 1];
const tap = [1, 1, 1, 1, 0, 0];

type Inputs = Parameters<Composition>[1];

const batchOf = ({ shape }: TensorInfo): number[] => shape.slice(0, -2);

/** Rows and columns of each matrix as it is multiplied. */
function matrixOf({ shape }: TensorInfo, isTransposed: unknown): [number, number] {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return isTransposed ? [columns, rows] : [rows, columns];
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);
