import { AvgPool, AvgPoolGrad, engine, type GradConfig, type Tensor } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';

/** TensorFlow itself divides by what of a window lies in the image, so nothing has to be set off against it. */
export const avgPoolGradient: GradConfig = {
  kernelName: AvgPool,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attributes) => ({
    x: (): Tensor => engine().runKernel(AvgPoolGrad, { dy: dy as Tensor, input: must(x, 'x') }, attributes),
  }),
};
