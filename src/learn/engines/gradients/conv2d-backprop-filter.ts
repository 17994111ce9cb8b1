import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  type GradConfig,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';

/**
 * Gradient of the gradient by the filter, for second derivatives by weights: it is linear in x and in dy, as the
 * convolution is in x and in its filter, so the gradients are a convolution and its gradient by the input.
 */
export const conv2dBackpropFilterGradient: GradConfig = {
  kernelName: Conv2DBackpropFilter,
  inputsToSave: ['x', 'dy'],
  gradFunc(untyped, [savedX, savedDy], attributes) {
    const [filter, x, dy] = [untyped as Tensor, must(savedX, 'x'), must(savedDy, 'dy')];
    return {
      x: (): Tensor => engine().runKernel(Conv2DBackpropInput, { dy, filter }, { ...attributes, inputShape: x.shape }),
      dy: (): Tensor =>
        engine().runKernel(Conv2D, { x, filter }, { ...attributes, dilations: 1, activation: 'linear' }),
    };
  },
};
