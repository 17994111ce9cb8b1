import { must } from '../../../lib/bug.js';
import type { Composition } from './compose.js';
import { axesOf } from './convolution.js';

/** Gradient of max-pooling; see `../assembly/max-pool.ts`. */
export const maxPoolGrad: Composition = (wasm, inputs, attributes) => {
  const [dy, x, y] = [must(inputs.dy, 'dy'), must(inputs.input, 'input'), must(inputs.output, 'output')];
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const [filterRows, filterColumns] = pair(attributes.filterSize);
  const filterShape = [filterRows, filterColumns, channels, channels];
  const { rows, columns } = axesOf(x.shape, filterShape, { ...attributes, dataFormat: 'NHWC' });
  const gradient = wasm.make(x.shape);
  wasm.assembly.maxPoolGradient(
    ...[dy, x, y, gradient].map(wasm.at),
    ...[batch, rows.input, columns.input, rows.output, columns.output, channels],
    ...[rows.filter, columns.filter, rows.stride, columns.stride, rows.before, columns.before],
  );
  return gradient;
};

const pair = (size: unknown): [number, number] =>
  Array.isArray(size) ? (size as [number, number]) : [Number(size), Number(size)];
