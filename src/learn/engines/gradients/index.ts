import '@tensorflow/tfjs-layers'; // registers the gradients of TensorFlow.js: the core alone has none in Node
import { registerGradient } from '@tensorflow/tfjs-core';
import { avgPoolGradient } from './avg-pool.js';
import { conv2dBackpropFilterGradient } from './conv2d-backprop-filter.js';
import { fusedConv2dGradient } from './fused-conv2d.js';
import { reluGradient } from './relu.js';

/** Gradients of kernels, the same on every engine, where TensorFlow.js has none or composes it of many. */
export function registerGradients(): void {
  for (const gradient of [reluGradient, fusedConv2dGradient, avgPoolGradient, conv2dBackpropFilterGradient])
    registerGradient(gradient);
}
