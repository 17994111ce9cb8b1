import { must } from '../../../lib/bug.js';
import type { Composition } from './compose.js';
import { axesOf } from './convolution.js';

/** Gradient of a convolution by its filter; see `../assembly/filter-gradient.ts`. */
export const conv2dBackpropFilter: Composition = (wasm, inputs, attributes) => {
  const [x, dy] = [must(inputs.x, 'x'), must(inputs.dy, 'dy')];
  const { rows, columns } = axesOf(x.shape, attributes.filterShape, attributes);
  const [batch, , , from] = x.shape as [number, number, number, number];
  const to = must(dy.shape[3], 'channels');
  const gradient = wasm.make(attributes.filterShape as number[]);
  const bytes = wasm.assembly.filterGradientScratch(rows.filter * columns.filter, to);
  const scratch = wasm.make([bytes / 4]);
  wasm.assembly.filterGradient(
    ...[x, dy, gradient, scratch].map(wasm.at),
    ...[batch, rows.input, columns.input, from],
    ...[rows.output, columns.output, to],
    ...[rows.filter, columns.filter, rows.stride, columns.stride, rows.before, columns.before],
  );
  return gradient;
};
