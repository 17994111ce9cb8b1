import { engine, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';

/** Sum over all axes but the last, the gradient of a bias: […, channels] → [channels]. */
export const sumOfRows = (x: Tensor): Tensor1D => engine().runKernel('SumOfRows', { x });
