import {
  add,
  avgPool,
  mul,
  type NamedTensorMap,
  reshape,
  type Tensor,
  type Tensor4D,
  zeros,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Operation } from './operation.js';

/**
 * Sum over all axes but the last: […, channels] → [channels]. As the mean over one tall image, times its height, for
 * pooling runs over rows where a sum transposes first and takes five times as long on wasm.
 */
export const sumOfRows: Operation = {
  kernelName: 'SumOfRows',
  compute(inputs: NamedTensorMap) {
    const x = must(inputs.x, 'x');
    const channels = x.shape.at(-1) ?? 1;
    const rows = x.size / channels;
    const image: Tensor4D = reshape(x, [1, rows, 1, channels]);
    return mul(reshape(avgPool(image, [rows, 1], 1, 'valid'), [channels]), rows);
  },
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => add(zeros(must(x, 'x').shape), dy as Tensor) }),
};
