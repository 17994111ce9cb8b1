import { relu, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { Bug, must } from '../../../lib/bug.js';
import { float, type Kernel } from './kernel.js';
import { operation } from './operation.js';

/** The operation `Dense`. */
export const dense: Kernel = ({ x: given, weights: matrix, bias }, { activation }) => {
  const [x, weights] = [must(given, 'x'), must(matrix, 'weights')];
  const rows = x.rank === 2 ? x : reshape(x, [-1, weights.shape[0] ?? 1]);
  const product = operation('MatMul', [rows, weights], { ...float, ...straight });
  const z = operation('BiasAdd', [product, must(bias, 'bias')], { ...float, data_format: { string: 'NHWC' } });
  if (activation !== 'relu' && activation !== 'linear') throw new Bug(`no activation ${String(activation)}`);
  const y = activation === 'relu' ? relu(z) : z;
  return x.rank === 2 ? y : reshape(y, [...x.shape.slice(0, -1), weights.shape[1] ?? 1]);
};

const straight = { transpose_a: { bool: false }, transpose_b: { bool: false } };

/** a · b for each place of the batch; a single product by the operation for that, which is the faster one. */
export const batchMatMul: Kernel = ({ a, b }, { transposeA, transposeB }) => {
  const [left, right] = [must(a, 'a'), must(b, 'b')];
  const [turnA, turnB] = [transposeA === true, transposeB === true];
  if (isSingle(left) && isSingle(right)) {
    const product = matMul(left, right, turnA, turnB);
    return left.rank === 2 ? product : reshape(product, [...left.shape.slice(0, -2), ...product.shape]);
  }
  return operation('BatchMatMulV2', [left, right], { ...float, adj_x: { bool: turnA }, adj_y: { bool: turnB } });
};

const isSingle = ({ shape }: Tensor): boolean => shape.slice(0, -2).every(length => length === 1);

const matMul = (a: Tensor, b: Tensor, turnA: boolean, turnB: boolean): Tensor =>
  operation('MatMul', [matrix(a), matrix(b)], { ...float, transpose_a: { bool: turnA }, transpose_b: { bool: turnB } });

const matrix = (x: Tensor): Tensor => (x.rank === 2 ? x : reshape(x, x.shape.slice(-2)));
