import { mul, type NamedTensorMap, step, type Tensor } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Operation } from './operation.js';

/** dy where y > 0, else 0: the gradient of ReLU from its output y. */
export const rectified: Operation = {
  kernelName: 'Rectified',
  compute: ({ dy, y }: NamedTensorMap) => mul(must(dy, 'dy'), step(must(y, 'y'))),
  inputsToSave: ['y'],
  gradFunc: (dy, [y]) => ({
    dy: (): Tensor => mul(dy as Tensor, step(must(y, 'y'))),
    y: () => mul(must(y, 'y'), 0),
  }),
};
