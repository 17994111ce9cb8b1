import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  FusedConv2D,
  type GradConfig,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from './sum-of-rows.js';
import { throughActivation } from './through-activation.js';

/** Gradient of act(x ∗ filter + bias) as one kernel, the way `conv` runs it; the parts are computed when asked for. */
export const fusedConv2dGradient: GradConfig = {
  kernelName: FusedConv2D,
  inputsToSave: ['x', 'filter'],
  outputsToSave: [true],
  gradFunc(dy, [savedX, savedFilter, output], attributes) {
    const [x, filter] = [must(savedX, 'x'), must(savedFilter, 'filter')];
    const dz = throughActivation(dy as Tensor4D, output, attributes.activation); // [batch, rows, columns, to]
    return {
      x: (): Tensor =>
        engine().runKernel(Conv2DBackpropInput, { dy: dz, filter }, { ...attributes, inputShape: x.shape }),
      filter: (): Tensor =>
        engine().runKernel(Conv2DBackpropFilter, { x, dy: dz }, { ...attributes, filterShape: filter.shape }),
      bias: () => sumOfRows(dz),
    };
  },
};
