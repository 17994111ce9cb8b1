import { type GradConfig, Relu, type Tensor } from '@tensorflow/tfjs-core';
import { throughActivation } from './through-activation.js';

/** Gradient of ReLU from its output alone: one step and one product instead of TensorFlow.js's chain of kernels. */
export const reluGradient: GradConfig = {
  kernelName: Relu,
  outputsToSave: [true],
  gradFunc: (dy, [output]) => ({ x: () => throughActivation(dy as Tensor, output, 'relu') }),
};
