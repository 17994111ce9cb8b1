import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  getKernel,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { type Assembly, assemblyOf } from './assembly.js';

type Inputs = Readonly<Record<string, TensorInfo>>;
export type Attributes = Readonly<Record<string, unknown>>;

/** A kernel written with others of the wasm backend. */
export type Composition = (wasm: Wasm, inputs: Inputs, attributes: Attributes) => TensorInfo;

/** What a composition may use. Everything it makes is disposed, except what it returns. */
export interface Wasm {
  /** Runs a kernel. The one that the composition replaces runs under its own name, so it can be left a part. */
  run(kernelName: string, inputs: Inputs | readonly TensorInfo[], attributes?: Attributes): TensorInfo;
  /** A copy of the values. */
  read(tensor: TensorInfo): Float32Array;
  write(values: Float32Array, shape: number[]): TensorInfo;
  /** Room for values, which nothing has filled yet. */
  make(shape: readonly number[]): TensorInfo;
  /** The values themselves, until something else is made. */
  view(tensor: TensorInfo): Float32Array;
  /** Where a tensor lies, for `assembly`. */
  at(tensor: TensorInfo): number;
  /** Our own functions, on the same memory. */
  readonly assembly: Assembly;
}

/** A composition as TensorFlow.js wants it. */
export function composedKernel(kernelName: string, composition: Composition): KernelConfig {
  const replaced = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
  return {
    ...replaced, // with its setup, which prepares the function in WebAssembly
    kernelName,
    backendName: 'wasm',
    kernelFunc({ inputs, attrs, backend: untyped }) {
      const backend = untyped as BackendWasm;
      const made: TensorInfo[] = [];
      const keep = (tensor: TensorInfo): TensorInfo => {
        made.push(tensor);
        return tensor;
      };
      const wasm: Wasm = {
        run(name, runInputs, attributes = {}) {
          const { kernelFunc } = must(name === kernelName ? replaced : getKernel(name, 'wasm'), `kernel ${name}`);
          const output = kernelFunc({
            inputs: runInputs as NamedTensorInfoMap,
            attrs: attributes as NamedAttrMap,
            backend,
          });
          return keep(output as TensorInfo);
        },
        read: ({ dataId }) => backend.readSync(dataId) as Float32Array,
        write: (values, shape) => keep({ dataId: backend.write(values, shape, 'float32'), shape, dtype: 'float32' }),
        make: shape => keep(backend.makeOutput([...shape], 'float32')),
        view: tensor => backend.typedArrayFromHeap(tensor) as Float32Array,
        at: ({ dataId }) => backend.getMemoryOffset(dataId),
        assembly: assemblyOf(backend),
      };
      const result = composition(wasm, inputs as Inputs, attrs ?? {});
      for (const tensor of made) if (tensor !== result) backend.disposeData(tensor.dataId);
      return result;
    },
  };
}
