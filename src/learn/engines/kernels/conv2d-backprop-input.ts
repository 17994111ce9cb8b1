import { must } from '../../../lib/bug.js';
import type { Composition } from './compose.js';
import { type Axis, axesOf } from './convolution.js';
import { phaseFilter } from './phase-filter.js';

/**
 * Gradient of a convolution by its input, without the zeros a stride would lay between the places of dy. Written as
 * i + before = place · stride + phase, dx at i depends only on dy at place, place − 1, …, through the taps phase,
 * phase + stride, … of the filter. So each phase of the rows is a convolution of stride 1 whose channels are the phases
 * of the columns, and rows laid side by side are the image
 * (Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016).
 */
export const conv2dBackpropInput: Composition = (wasm, inputs, attributes) => {
  const [dy, filter] = [must(inputs.dy, 'dy'), must(inputs.filter, 'filter')];
  const { rows, columns } = axesOf(attributes.inputShape, filter.shape, attributes);
  const [batch, , , from] = attributes.inputShape as [number, number, number, number];
  const columnTaps = tapsOf(columns, 0); // the other phases have as many or one less

  const phases = Array.from({ length: rows.stride }, (_, phase) => {
    const rowTaps = tapsOf(rows, phase);
    const pad = [[0, 0], padding(rows, rowTaps), padding(columns, columnTaps), [0, 0]];
    const turned = phaseFilter(wasm, filter, { phase, rowTaps, columnTaps, rows, columns });
    return wasm.run('Conv2D', { x: dy, filter: turned }, { strides: 1, dilations: 1, pad, dataFormat: 'NHWC' });
  }); // of [batch, row places, column places, column phases · from] each
  const [, rowPlaces, columnPlaces] = must(phases[0], 'phase').shape as [number, number, number, number];
  const shape = [batch * rowPlaces, columnPlaces * columns.stride * from];
  const lines = phases.map(x => wasm.run('Reshape', { x }, { shape }));
  const woven = lines.length === 1 ? must(lines[0], 'phase') : wasm.run('Concat', lines, { axis: 1 });
  const [height, width] = [rowPlaces * rows.stride, columnPlaces * columns.stride];
  const image = wasm.run('Reshape', { x: woven }, { shape: [batch, height, width, from] });

  if (height === rows.input && width === columns.input) return image;
  const begin = [0, rows.before - first(rows) * rows.stride, columns.before - first(columns) * columns.stride, 0];
  return wasm.run('Slice', { x: image }, { begin, size: [-1, rows.input, columns.input, -1] });
};

/** The first place that is computed. */
const first = ({ before, stride }: Axis): number => Math.floor(before / stride);

/** How many taps of the filter a phase has; more, and zeros, where `before` is wider than the filter. */
const tapsOf = (axis: Axis, phase: number): number =>
  Math.max(Math.ceil((axis.filter - phase) / axis.stride), first(axis) + 1);

/** Zeros around dy with which a convolution with so many taps gives the places up to the end of dx. */
function padding(axis: Axis, taps: number): [number, number] {
  const end = Math.floor((axis.before + axis.input - 1) / axis.stride) + 1;
  return [taps - 1 - first(axis), Math.max(0, end - axis.output)];
}
