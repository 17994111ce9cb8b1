import { log, maximum, type Tensor } from '@tensorflow/tfjs-core';

/** log p with p = 0 taken for the smallest normal float32, so that p · log p is 0 there and not NaN. */
export const safeLog = <T extends Tensor>(probabilities: T): T => log(maximum(probabilities, 2 ** -126));
