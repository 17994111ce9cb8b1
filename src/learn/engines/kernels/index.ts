import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { batchMatMul } from './batch-mat-mul.js';
import { type Composition, composedKernel } from './compose.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { identity } from './identity.js';

/** What the wasm backend lacks or is slow at. */
const compositions: Readonly<Record<string, Composition>> = {
  BatchMatMul: batchMatMul,
  Conv2DBackpropFilter: conv2dBackpropFilter,
  Conv2DBackpropInput: conv2dBackpropInput,
  Identity: identity,
};

let areRegistered = false;

/** Registers our kernels. To be called before the backend is made: that is when it sets up the ones it has. */
export function registerWasmKernels(): void {
  if (areRegistered) return; // a composition must not be taken for the kernel it replaces
  areRegistered = true;
  for (const [kernelName, composition] of Object.entries(compositions)) {
    const kernel = composedKernel(kernelName, composition);
    if (getKernel(kernelName, 'wasm')) unregisterKernel(kernelName, 'wasm');
    registerKernel(kernel);
  }
}
