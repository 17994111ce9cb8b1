import { mean, type NamedTensorMap, reshape, square, stack, sub } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Operation } from './operation.js';

/** Mean and variance (÷n) of each channel over all places: […, channels] → [2, channels]. Not differentiated. */
export const channelMoments: Operation = {
  kernelName: 'ChannelMoments',
  compute(inputs: NamedTensorMap) {
    const x = must(inputs.x, 'x');
    const rows = reshape(x, [-1, x.shape.at(-1) ?? 1]);
    const means = mean(rows, 0);
    return stack([means, mean(square(sub(rows, means)), 0)]);
  },
};
