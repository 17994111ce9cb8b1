import { Bug, must } from '../../../lib/bug.js';
import type { Attributes, Composition } from './compose.js';
import { axesOf } from './convolution.js';

/** Gradient of a depthwise convolution by its input; see `../assembly/depthwise.ts`. */
export const depthwiseBackpropInput: Composition = (wasm, inputs, attributes) => {
  const [dy, filter] = [must(inputs.dy, 'dy'), must(inputs.filter, 'filter')];
  const shape = attributes.inputShape as number[];
  const gradient = wasm.make(shape);
  wasm.assembly.depthwiseInputGradient(
    ...[dy, filter, gradient].map(wasm.at),
    ...geometry(shape, filter.shape, attributes),
  );
  return gradient;
};

/** Gradient of a depthwise convolution by its filter. */
export const depthwiseBackpropFilter: Composition = (wasm, inputs, attributes) => {
  const [x, dy] = [must(inputs.x, 'x'), must(inputs.dy, 'dy')];
  const shape = attributes.filterShape as number[];
  const gradient = wasm.make(shape);
  wasm.assembly.depthwiseFilterGradient(...[x, dy, gradient].map(wasm.at), ...geometry(x.shape, shape, attributes));
  return gradient;
};

/** The lengths that both functions want, in their order. */
function geometry(inputShape: readonly number[], filterShape: readonly number[], attributes: Attributes): number[] {
  const [batch, , , channels] = inputShape as [number, number, number, number];
  if (filterShape[3] !== 1) throw new Bug('a depthwise convolution has one output for each channel');
  const { rows, columns } = axesOf(inputShape, filterShape, { dataFormat: 'NHWC', ...attributes });
  return [
    ...[batch, rows.input, columns.input, rows.output, columns.output, channels],
    ...[rows.filter, columns.filter, rows.stride, columns.stride, rows.before, columns.before],
  ];
}
