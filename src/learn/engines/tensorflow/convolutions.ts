import { backend_util, type NamedAttrMap, pad, relu, slice, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { Bug, must } from '../../../lib/bug.js';
import { float, type Kernel } from './kernel.js';
import { operation } from './operation.js';

/** x ∗ filter, with any number of zeros around, which the binding's own kernel refuses. */
export const conv2d: Kernel = ({ x, filter }, attributes) => forward('Conv2D', x, filter, attributes);

/** activation(x ∗ filter + bias). */
export const fusedConv2d: Kernel = ({ x, filter, bias }, attributes) => {
  const z = forward('Conv2D', x, filter, attributes);
  const shifted = bias ? operation('BiasAdd', [z, bias], { ...float, data_format: { string: 'NHWC' } }) : z;
  if (attributes.activation === 'relu') return relu(shifted);
  if (attributes.activation === 'linear') return shifted;
  throw new Bug(`no activation ${String(attributes.activation)}`);
};

export const conv2dBackpropInput: Kernel = ({ dy, filter }, attributes) =>
  byInput('Conv2DBackpropInput', dy, filter, attributes);

export const conv2dBackpropFilter: Kernel = ({ x, dy }, attributes) =>
  byFilter('Conv2DBackpropFilter', x, dy, attributes);

export const depthwiseConv2d: Kernel = ({ x, filter }, attributes) =>
  forward('DepthwiseConv2dNative', x, filter, attributes);

export const depthwiseBackpropInput: Kernel = ({ dy, filter }, attributes) =>
  byInput('DepthwiseConv2dNativeBackpropInput', dy, filter, attributes);

export const depthwiseBackpropFilter: Kernel = ({ x, dy }, attributes) =>
  byFilter('DepthwiseConv2dNativeBackpropFilter', x, dy, attributes);

type Given = Tensor | undefined;

function forward(name: string, x: Given, filter: Given, attributes: NamedAttrMap): Tensor {
  const { zeros, placing } = placement(name, must(x, 'x').shape, must(filter, 'filter').shape, attributes);
  return operation(name, [padded(must(x, 'x'), zeros), must(filter, 'filter')], { ...float, ...placing });
}

function byInput(name: string, dy: Given, filter: Given, attributes: NamedAttrMap): Tensor {
  const shape = attributes.inputShape as number[];
  const { zeros, placing } = placement(name, shape, must(filter, 'filter').shape, attributes);
  const whole = shape.map((length, axis) => (zeros[axis] ?? [0, 0]).reduce((sum, zero) => sum + zero, length));
  const inputs = [tensor1d(whole, 'int32'), must(filter, 'filter'), must(dy, 'dy')];
  const dx = operation(name, inputs, { ...float, ...placing });
  const from = zeros.map(([before]) => before);
  return isNothing(zeros) ? dx : slice(dx, from, shape);
}

function byFilter(name: string, x: Given, dy: Given, attributes: NamedAttrMap): Tensor {
  const shape = attributes.filterShape as number[];
  const { zeros, placing } = placement(name, must(x, 'x').shape, shape, attributes);
  const inputs = [padded(must(x, 'x'), zeros), tensor1d(shape, 'int32'), must(dy, 'dy')];
  return operation(name, inputs, { ...float, ...placing });
}

/** Before and behind, for each axis. */
type Zeros = readonly (readonly [number, number])[];

const none: Zeros = [
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
];
const isNothing = (zeros: Zeros): boolean => zeros.every(([before, after]) => before === 0 && after === 0);
const padded = (x: Tensor, zeros: Zeros): Tensor => (isNothing(zeros) ? x : pad(x, zeros as [number, number][]));

/**
 * How the filter is laid on the image. Zeros that are neither those of SAME nor of VALID are laid by hand, since only for
 * these two does TensorFlow take its fast kernels: with explicit ones a gradient takes ten times as long.
 */
function placement(name: string, x: readonly number[], filter: readonly number[], attributes: NamedAttrMap) {
  const { strides, dilations, pad: asked, dimRoundingMode } = attributes;
  const infoOf = (how: unknown) =>
    backend_util.computeConv2DInfo(
      x as [number, number, number, number],
      filter as [number, number, number, number],
      strides as number,
      (dilations as number | undefined) ?? 1,
      how as 'same',
      dimRoundingMode as 'floor',
      name.startsWith('Depthwise'),
    );
  const info = infoOf(asked);
  const [wanted, same] = [info.padInfo, infoOf('same').padInfo];
  const isSame = sides.every(side => wanted[side] === same[side]);
  const zeros: Zeros = [
    [0, 0],
    [wanted.top, wanted.bottom],
    [wanted.left, wanted.right],
    [0, 0],
  ];
  return {
    zeros: isSame ? none : zeros,
    placing: {
      strides: { int: [1, info.strideHeight, info.strideWidth, 1] },
      dilations: { int: [1, info.dilationHeight, info.dilationWidth, 1] },
      padding: { string: isSame ? 'SAME' : 'VALID' },
      data_format: { string: 'NHWC' },
    },
  };
}

const sides = ['top', 'bottom', 'left', 'right'] as const;
