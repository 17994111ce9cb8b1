import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.js';

/** The backend's kernel binds one buffer for each term and one for the sum, and every GPU has eight at least. */
const atOnce = 7;

/** The sum of any number of tensors. */
export const addN: Kernel = ({ inputs, backend, replaced }) => {
  const terms = Object.values(inputs);
  let sum = replaced(terms.slice(0, atOnce));
  for (let from = atOnce; from < terms.length; from += atOnce - 1) {
    const sumBefore: TensorInfo = sum;
    sum = replaced([sumBefore, ...terms.slice(from, from + atOnce - 1)]);
    backend.disposeData(sumBefore.dataId);
  }
  return sum;
};
