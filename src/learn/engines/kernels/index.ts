import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { batchMatMul, fusedMatMul } from './batch-mat-mul.js';
import {
  batchNormInputGrad,
  batchNormProducts,
  channelMoments,
  normalizedChannels,
  rectified,
  scaleChannels,
} from './channels.js';
import { type Composition, composedKernel } from './compose.js';
import { conv2d, fusedConv2d } from './conv2d.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop.js';
import { identity } from './identity.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** What the wasm backend lacks or is slow at. */
const compositions: Readonly<Record<string, Composition>> = {
  BatchMatMul: batchMatMul,
  BatchNormInputGrad: batchNormInputGrad,
  BatchNormProducts: batchNormProducts,
  ChannelMoments: channelMoments,
  Conv2D: conv2d,
  Conv2DBackpropFilter: conv2dBackpropFilter,
  Conv2DBackpropInput: conv2dBackpropInput,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  FusedConv2D: fusedConv2d,
  Identity: identity,
  MaxPoolGrad: maxPoolGrad,
  NormalizedChannels: normalizedChannels,
  Rectified: rectified,
  ScaleChannels: scaleChannels,
  UnsortedSegmentSum: unsortedSegmentSum,
  _FusedMatMul: fusedMatMul,
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
