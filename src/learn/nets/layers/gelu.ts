import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** The operation `Gelu` of every element. */
export const gelu = <T extends Tensor>(x: T): T => engine().runKernel<Tensor[]>('Gelu', { x })[0] as T;
