import type { TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Composition, RunKernel } from './compose.js';
import { type Axis, axesOf } from './convolution.js';

/**
 * Gradient of a convolution by its input, without the zeros a stride would lay between the places of dy. Written as
 * i + before = a · stride + phase, dx at i depends only on dy at a, a − 1, …; so all phases together are the channels of
 * one convolution of stride 1 with filters of ⌈filter / stride⌉, and are woven into the image afterwards
 * (Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016).
 */
export const conv2dBackpropInput: Composition = (run, inputs, attributes) => {
  const [dy, filter] = [must(inputs.dy, 'dy'), must(inputs.filter, 'filter')];
  const axes = axesOf(attributes.inputShape, filter.shape, attributes);
  const [rows, columns] = [phasesOf(axes.rows), phasesOf(axes.columns)];

  const phases = run(
    'Conv2D',
    { x: dy, filter: phaseFilter(run, filter, rows, columns) },
    { strides: 1, dilations: 1, pad: [[0, 0], rows.pad, columns.pad, [0, 0]], dataFormat: 'NHWC' },
  ); // [batch, row places, column places, row phases · column phases · from]
  const image = weave(run, phases, rows, columns);
  const [, height, width] = image.shape;
  if (height === rows.input && width === columns.input) return image;
  return run(
    'Slice',
    { x: image },
    { begin: [0, rows.crop, columns.crop, 0], size: [-1, rows.input, columns.input, -1] },
  );
};

interface Phases extends Axis {
  /** Taps of the filter of one phase. */
  readonly taps: number;
  /** Zeros laid around dy. */
  readonly pad: readonly [number, number];
  /** Elements woven before the first one of dx. */
  readonly crop: number;
}

function phasesOf(axis: Axis): Phases {
  const { input, filter, output, stride, before } = axis;
  const taps = Math.ceil(filter / stride);
  const first = Math.min(Math.floor(before / stride), taps - 1); // the first a that is computed
  const places = Math.floor((before + input - 1) / stride) - first + 1;
  const padBefore = taps - 1 - first;
  const padAfter = Math.max(0, places + taps - 1 - output - padBefore);
  return { ...axis, taps, pad: [padBefore, padAfter], crop: before - first * stride };
}

/** The filter turned around, cut into phases: [row taps, column taps, to, row phases · column phases · from]. */
function phaseFilter(run: RunKernel, filter: TensorInfo, rows: Phases, columns: Phases): TensorInfo {
  const [, , from, to] = filter.shape as [number, number, number, number];
  const missing = ({ taps, stride, filter }: Phases) => [0, taps * stride - filter];
  const paddings = [missing(rows), missing(columns), [0, 0], [0, 0]];
  const whole = paddings.every(([, after]) => after === 0)
    ? filter
    : run('PadV2', { x: filter }, { paddings, constantValue: 0 });
  const cut = run('Reshape', { x: whole }, { shape: [rows.taps, rows.stride, columns.taps, columns.stride, from, to] });
  const turned = run('Reverse', { x: cut }, { dims: [0, 2] });
  const sorted = run('Transpose', { x: turned }, { perm: [0, 2, 5, 1, 3, 4] });
  return run('Reshape', { x: sorted }, { shape: [rows.taps, columns.taps, to, rows.stride * columns.stride * from] });
}

/** Phases from channels into places: [batch, rows, columns, row phases · column phases · from] → an image. */
function weave(run: RunKernel, phases: TensorInfo, rows: Phases, columns: Phases): TensorInfo {
  if (rows.stride === 1 && columns.stride === 1) return phases;
  const [batch, height, width, channels] = phases.shape as [number, number, number, number];
  const together = channels / rows.stride; // column phases and channels keep their order
  const apart = run('Reshape', { x: phases }, { shape: [batch * height, width, rows.stride, together] });
  const woven = run('Transpose', { x: apart }, { perm: [0, 2, 1, 3] });
  const shape = [batch, height * rows.stride, width * columns.stride, together / columns.stride];
  return run('Reshape', { x: woven }, { shape });
}
