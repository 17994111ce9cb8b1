import { must } from '../../../lib/bug.js';
import type { Composition } from './compose.js';
import { type Axis, axesOf } from './convolution.js';

/**
 * Gradient of a convolution by its filter: dW[k, from, to] = Σ over batch and places o of x[o · stride + k − before] · dy[o].
 * That is a convolution again: of x with dy as filter, the batch in the role of channels, the stride as dilation.
 */
export const conv2dBackpropFilter: Composition = (wasm, inputs, attributes) => {
  const [x, dy] = [must(inputs.x, 'x'), must(inputs.dy, 'dy')];
  const { rows, columns } = axesOf(x.shape, attributes.filterShape, attributes);
  const images = wasm.run('Transpose', { x }, { perm: [3, 1, 2, 0] }); // [from, rows, columns, batch]
  const filter = wasm.run('Transpose', { x: dy }, { perm: [1, 2, 0, 3] }); // [out rows, out columns, batch, to]
  const gradient = wasm.run(
    'Conv2D',
    { x: images, filter },
    {
      strides: 1,
      dilations: [rows.stride, columns.stride],
      pad: [
        [0, 0],
        [rows.before, Math.max(0, after(rows))],
        [columns.before, Math.max(0, after(columns))],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  ); // [from, filter rows, filter columns, to], and more where the filter never reached the end of the input
  const cropped =
    after(rows) < 0 || after(columns) < 0
      ? wasm.run('Slice', { x: gradient }, { begin: [0, 0, 0, 0], size: [-1, rows.filter, columns.filter, -1] })
      : gradient;
  return wasm.run('Transpose', { x: cropped }, { perm: [1, 2, 0, 3] });
};

/** Zeros behind the input with which the gradient is as long as the filter; negative where it comes out longer. */
const after = ({ input, filter, output, stride, before }: Axis): number =>
  (output - 1) * stride + filter - input - before;
