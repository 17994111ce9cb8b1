import {
  getKernel,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { must } from '../../../../lib/bug.js';
import type { WebgpuBackend } from '../backend.js';
import { addN } from './add-n.js';
import type { Kernel } from './kernel.js';
import { maxPoolGrad } from './max-pool-grad.js';

/** What the backend has and does not do right. */
const kernels: Readonly<Record<string, Kernel>> = { AddN: addN, MaxPoolGrad: maxPoolGrad };

/** Registers our kernels, once, behind those of the backend. */
export function registerWebgpuKernels(): void {
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
