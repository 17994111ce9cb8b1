import {
  type GradConfig,
  type NamedAttrMap,
  type NamedTensorMap,
  registerGradient,
  registerKernel,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';

/**
 * A kernel that no engine has, computed with those that all have: one entry of the tape with a gradient of its own,
 * where TensorFlow.js would record and differentiate many. Its gradient is made of operations that have gradients, so
 * it can be differentiated again.
 */
export interface Operation extends Omit<GradConfig, 'gradFunc'> {
  /** Absent for what is only used where no gradient is taken. */
  readonly gradFunc?: GradConfig['gradFunc'];
  compute(inputs: NamedTensorMap, attributes: NamedAttrMap): Tensor | Tensor[];
}

const engines = ['wasm', 'cpu', 'tensorflow', 'webgpu'];

/** Makes an operation known to `engine().runKernel` on every engine. */
export function registerOperation({ compute, kernelName }: Operation): void {
  for (const backendName of engines)
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => tidy(() => compute(inputs as NamedTensorMap, attrs ?? {})),
    });
}

/** Makes its gradient the one of every engine: there is one for all, and an engine that was here may have put its own. */
export function registerOperationGradient({ compute: _, gradFunc, ...gradient }: Operation): void {
  if (gradFunc) registerGradient({ ...gradient, gradFunc });
}
