import type { TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Composition } from './compose.js';

/**
 * a · b with explicit transposes: the product of plain matrices runs in XNNPACK at the machine's speed, that of
 * transposed ones in three loops, 15 to 25 times slower. Batches of many small products stay with the loops.
 */
export const batchMatMul: Composition = (wasm, inputs, { transposeA, transposeB }) => {
  const [a, b] = [must(inputs.a, 'a'), must(inputs.b, 'b')];
  const straightened = (x: TensorInfo, isTransposed: unknown): TensorInfo =>
    isTransposed ? wasm.run('Transpose', { x }, { perm: swapLastTwo(x.shape.length) }) : x;
  return wasm.run(
    'BatchMatMul',
    { a: straightened(a, transposeA), b: straightened(b, transposeB) },
    { transposeA: false, transposeB: false },
  );
};

const swapLastTwo = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];
