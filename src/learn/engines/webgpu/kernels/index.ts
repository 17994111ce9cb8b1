import {
  getKernel,
  type KernelFunc,
  type NamedTensorInfoMap,
  type NamedTensorMap,
  registerKernel,
  type Tensor,
  type TensorInfo,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { must } from '../../../../lib/bug.js';
import type { WebgpuBackend } from '../backend.js';
import { addN } from './add-n.js';
import type { Kernel } from './kernel.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { sumOfRows } from './sum-of-rows.js';

/** What the backend has and does not do right. */
const kernels: Readonly<Record<string, Kernel>> = { AddN: addN, MaxPoolGrad: maxPoolGrad };

/** Operations of ours that are composed in another way here. */
const operations: Readonly<Record<string, (inputs: NamedTensorMap) => Tensor>> = { SumOfRows: sumOfRows };

/** Registers our kernels, once, in the place of the backend's and of those that serve all engines. */
export function registerWebgpuKernels(): void {
  for (const [kernelName, compute] of Object.entries(operations)) {
    unregisterKernel(kernelName, 'webgpu');
    const kernelFunc: KernelFunc = ({ inputs }) => tidy(() => compute(inputs as NamedTensorMap));
    registerKernel({ kernelName, backendName: 'webgpu', kernelFunc });
  }
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const { kernelFunc } = must(getKernel(kernelName, 'webgpu'), `kernel ${kernelName}`);
    unregisterKernel(kernelName, 'webgpu');
    registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc({ inputs, attrs = {}, backend: untyped }) {
        const backend = untyped as WebgpuBackend;
        const replaced = (of: unknown): TensorInfo =>
          kernelFunc({ inputs: of as NamedTensorInfoMap, attrs, backend }) as TensorInfo;
        return kernel({ inputs: inputs as Readonly<Record<string, TensorInfo>>, attributes: attrs, backend, replaced });
      },
    });
  }
}
