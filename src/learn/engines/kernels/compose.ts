import {
  getKernel,
  type KernelBackend,
  type KernelConfig,
  type NamedAttrMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';

export type Inputs = Readonly<Record<string, TensorInfo>>;
export type Attributes = Readonly<Record<string, unknown>>;
/** Runs a kernel of the wasm backend. */
export type RunKernel = (kernelName: string, inputs: Inputs, attributes?: Attributes) => TensorInfo;

/** A kernel written with others. The kernel it replaces runs under its own name, so it can be left the rest. */
export type Composition = (run: RunKernel, inputs: Inputs, attributes: Attributes) => TensorInfo;

/** A composition as TensorFlow.js wants it: what is made on the way is disposed, what is returned is kept. */
export function composedKernel(kernelName: string, composition: Composition): KernelConfig {
  const replaced = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
  return {
    ...replaced, // with its setup, which prepares the function in WebAssembly
    kernelName,
    backendName: 'wasm',
    kernelFunc({ inputs, attrs, backend }) {
      const made: TensorInfo[] = [];
      const run: RunKernel = (name, runInputs, attributes = {}) => {
        const { kernelFunc } = must(name === kernelName ? replaced : getKernel(name, 'wasm'), `kernel ${name}`);
        const output = kernelFunc({
          inputs: { ...runInputs },
          attrs: attributes as NamedAttrMap,
          backend,
        }) as TensorInfo;
        made.push(output);
        return output;
      };
      const result = composition(run, inputs as Inputs, attrs ?? {});
      for (const tensor of made) if (tensor !== result) (backend as KernelBackend).disposeData(tensor.dataId);
      return result;
    },
  };
}
