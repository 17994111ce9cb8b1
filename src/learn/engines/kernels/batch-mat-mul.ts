import type { TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Composition, Wasm } from './compose.js';

/**
 * a · b, one product for each place of the batch. The backend multiplies plain matrices at the machine's speed in
 * XNNPACK, all others (transposed, or several) in three loops, 5 to 25 times slower. So one product is transposed
 * explicitly, and several become one convolution.
 */
export const batchMatMul: Composition = (wasm, inputs, { transposeA, transposeB }) => {
  const [a, b] = [must(inputs.a, 'a'), must(inputs.b, 'b')];
  const [products, ofB] = [a, b].map(({ shape }) => sizeOf(shape.slice(0, -2)));
  const transposed = { a: Boolean(transposeA), b: Boolean(transposeB) };
  if (products !== ofB || products === undefined || products < 2) {
    const straight = { a: straightened(wasm, a, transposed.a), b: straightened(wasm, b, transposed.b) };
    return wasm.run('BatchMatMul', straight, { transposeA: false, transposeB: false });
  }
  return productsAsConvolution(wasm, a, b, transposed, products);
};

/**
 * Row m of a product is what a depthwise convolution gives at row m of an image [rows of a, inner, products] whose
 * channels are the products, with filters as wide as the image: [1, inner, products, columns of b]. Ten times as many
 * multiplications a second as the loops, transposes included half of that.
 */
function productsAsConvolution(
  wasm: Wasm,
  a: TensorInfo,
  b: TensorInfo,
  transposed: { readonly a: boolean; readonly b: boolean },
  products: number,
): TensorInfo {
  const [rows, inner] = matrixOf(a, transposed.a);
  const [, columns] = matrixOf(b, transposed.b);
  const permuted = (x: TensorInfo, perm: number[]): TensorInfo => {
    const cube = wasm.run('Reshape', { x }, { shape: [products, ...x.shape.slice(-2)] });
    return wasm.run('Transpose', { x: cube }, { perm });
  };
  const image = permuted(a, transposed.a ? [2, 1, 0] : [1, 2, 0]); // [rows, inner, products]
  const filter = permuted(b, transposed.b ? [2, 0, 1] : [1, 0, 2]); // [inner, products, columns]
  const output = wasm.run(
    'DepthwiseConv2dNative',
    {
      x: wasm.run('Reshape', { x: image }, { shape: [1, rows, inner, products] }),
      filter: wasm.run('Reshape', { x: filter }, { shape: [1, inner, products, columns] }),
    },
    { strides: 1, dilations: 1, pad: 'valid', dataFormat: 'NHWC' },
  );
  const byRow = wasm.run('Reshape', { x: output }, { shape: [rows, products, columns] });
  const byProduct = wasm.run('Transpose', { x: byRow }, { perm: [1, 0, 2] });
  return wasm.run('Reshape', { x: byProduct }, { shape: [...a.shape.slice(0, -2), rows, columns] });
}

/** Rows and columns of each matrix as it is multiplied. */
function matrixOf({ shape }: TensorInfo, isTransposed: boolean): [number, number] {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return isTransposed ? [columns, rows] : [rows, columns];
}

const straightened = (wasm: Wasm, x: TensorInfo, isTransposed: boolean): TensorInfo =>
  isTransposed ? wasm.run('Transpose', { x }, { perm: swapLastTwo(x.shape.length) }) : x;

const swapLastTwo = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);
