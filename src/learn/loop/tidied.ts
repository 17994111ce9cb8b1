import { type TensorContainer, tidy } from '@tensorflow/tfjs-core';

/** `tf.tidy` for results whose type says more than that they may hold tensors. */
export const tidied = <T>(compute: () => T): T => tidy(compute as () => TensorContainer) as T;
