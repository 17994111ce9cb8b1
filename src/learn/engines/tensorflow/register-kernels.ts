import {
  getKernel,
  type NamedTensorMap,
  registerGradient,
  registerKernel,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { adamUpdate } from './adam.js';
import { avgPoolGradient } from './avg-pool.js';
import {
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2d,
  fusedConv2d,
} from './convolutions.js';
import type { Kernel } from './kernel.js';
import { batchNorm, batchNormGradient, rectified, sigmoidGrad, sumOfRows } from './norms.js';
import { batchMatMul, dense } from './products.js';
import { reshape } from './reshape.js';

/** What TensorFlow computes in one operation and TensorFlow.js in many, or not at all. */
const kernels: Readonly<Record<string, Kernel>> = {
  AdamUpdate: adamUpdate,
  BatchMatMul: batchMatMul,
  BatchNorm: batchNorm,
  Conv2D: conv2d,
  Conv2DBackpropFilter: conv2dBackpropFilter,
  Conv2DBackpropInput: conv2dBackpropInput,
  DepthwiseConv2dNative: depthwiseConv2d,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  Dense: dense,
  FusedConv2D: fusedConv2d,
  Rectified: rectified,
  Reshape: reshape,
  SigmoidGrad: sigmoidGrad,
  SumOfRows: sumOfRows,
};

export function registerTensorflowKernels(): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    if (getKernel(kernelName, 'tensorflow')) unregisterKernel(kernelName, 'tensorflow');
    registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs, attrs }) => tidy(() => kernel(inputs as NamedTensorMap, attrs ?? {})),
    });
  }
  for (const gradient of [avgPoolGradient, batchNormGradient]) registerGradient(gradient);
}
