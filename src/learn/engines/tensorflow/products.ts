import { relu, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { Bug, must } from '../../../lib/bug.js';
import { float, type Kernel } from './kernel.js';
import { operation } from './operation.js';

/** activation(a · b + bias) of one product, the way `dense` asks for it: [1, rows, inner] · [1, inner, columns]. */
export const fusedMatMul: Kernel = ({ a, b, bias }, { transposeA, transposeB, activation }) => {
  const product = matMul(must(a, 'a'), must(b, 'b'), transposeA === true, transposeB === true);
  const shifted = bias ? operation('BiasAdd', [product, bias], { ...float, data_format: { string: 'NHWC' } }) : product;
  if (activation !== 'relu' && activation !== 'linear') throw new Bug(`no activation ${String(activation)}`);
  const y = activation === 'relu' ? relu(shifted) : shifted;
  return reshape(y, [1, ...y.shape]);
};

/** a · b for each place of the batch; a single product by the operation for that, which is the faster one. */
export const batchMatMul: Kernel = ({ a, b }, { transposeA, transposeB }) => {
  const [left, right] = [must(a, 'a'), must(b, 'b')];
  const [turnA, turnB] = [transposeA === true, transposeB === true];
  if (isSingle(left) && isSingle(right)) {
    const product = matMul(left, right, turnA, turnB);
    return reshape(product, [...left.shape.slice(0, -2), ...product.shape]);
  }
  return operation('BatchMatMulV2', [left, right], { ...float, adj_x: { bool: turnA }, adj_y: { bool: turnB } });
};

const isSingle = ({ shape }: Tensor): boolean => shape.slice(0, -2).every(length => length === 1);

const matMul = (a: Tensor, b: Tensor, turnA: boolean, turnB: boolean): Tensor =>
  operation('MatMul', [matrix(a), matrix(b)], { ...float, transpose_a: { bool: turnA }, transpose_b: { bool: turnB } });

const matrix = (x: Tensor): Tensor => reshape(x, x.shape.slice(-2));
