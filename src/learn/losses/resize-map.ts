import { matMul, reshape, type Tensor3D, type Tensor4D, tensor3d } from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';

/**
 * Adaptive average pooling as PyTorch has it: place i of the smaller map is the mean of the places ⌊i·n/m⌋ to
 * ⌈(i+1)·n/m⌉ − 1 of the larger one. As two products with constant matrices, so that sizes need not divide each other.
 *
 * @param map float32 [batch, rows, columns, channels]
 * @returns float32 [batch, toRows, toColumns, channels]
 */
export function poolMap(map: Tensor4D, toRows: number, toColumns: number): Tensor4D {
  const [batch, rows, columns, channels] = map.shape;
  if (rows === toRows && columns === toColumns) return map;
  const byRows = matMul(means(toRows, rows), reshape(map, [batch, rows, columns * channels]) as Tensor3D);
  const places = reshape(byRows, [batch * toRows, columns, channels]) as Tensor3D;
  return reshape(matMul(means(toColumns, columns), places), [batch, toRows, toColumns, channels]);
}

/** Both maps at the smaller one's rows and columns; no gradient flows into the teacher's. */
export function alignMaps(
  student: Tensor4D,
  teacher: Tensor4D,
): { readonly student: Tensor4D; readonly teacher: Tensor4D } {
  const rows = Math.min(student.shape[1], teacher.shape[1]);
  const columns = Math.min(student.shape[2], teacher.shape[2]);
  return { student: poolMap(student, rows, columns), teacher: detached(() => poolMap(teacher, rows, columns)) };
}

/** [1, to, from], every row the weights of a mean. */
function means(to: number, from: number): Tensor3D {
  const weights = new Float32Array(to * from);
  for (let place = 0; place < to; place++) {
    const [start, end] = [Math.floor((place * from) / to), Math.ceil(((place + 1) * from) / to)];
    weights.fill(1 / (end - start), place * from + start, place * from + end);
  }
  return tensor3d(weights, [1, to, from]);
}
