import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';

/** A kernel of TensorFlow.js or one of our operations, written with operations of TensorFlow. Inside a tidy. */
export type Kernel = (inputs: Readonly<Record<string, Tensor>>, attributes: NamedAttrMap) => Tensor | Tensor[];

export const float = { T: { type: 'float32' } } as const;
