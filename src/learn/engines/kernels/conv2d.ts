import type { TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Attributes, Composition, Wasm } from './compose.js';
import { axesOf } from './convolution.js';

/** A convolution, of images with their channels last; see `../assembly/convolve.ts`. */
export const conv2d: Composition = (wasm, inputs, attributes) =>
  isOurs(attributes) ? convolve(wasm, inputs, attributes) : wasm.run('Conv2D', inputs, attributes);

/** A convolution, a bias and perhaps ReLU. */
export const fusedConv2d: Composition = (wasm, inputs, attributes) =>
  isOurs(attributes) && !inputs.preluActivationWeights
    ? convolve(wasm, inputs, attributes)
    : wasm.run('FusedConv2D', inputs, attributes);

function isOurs({ dilations = 1, dataFormat, activation = 'linear' }: Attributes): boolean {
  const isDense = [dilations].flat().every(dilation => dilation === 1);
  return isDense && dataFormat === 'NHWC' && (activation === 'linear' || activation === 'relu');
}

function convolve(wasm: Wasm, inputs: Readonly<Record<string, TensorInfo>>, attributes: Attributes): TensorInfo {
  const [x, filter] = [must(inputs.x, 'x'), must(inputs.filter, 'filter')];
  const { rows, columns } = axesOf(x.shape, filter.shape, attributes);
  const [batch, , , from] = x.shape as [number, number, number, number];
  const [, , , to] = filter.shape as [number, number, number, number];
  const output = wasm.make([batch, rows.output, columns.output, to]);
  const scratch = wasm.make([wasm.assembly.convolveScratch(rows.filter * columns.filter * from, to) / 4]);
  wasm.assembly.convolve(
    ...[wasm.at(x), wasm.at(filter), inputs.bias ? wasm.at(inputs.bias) : 0, wasm.at(output), wasm.at(scratch)],
    attributes.activation === 'relu' ? 1 : 0,
    ...[batch, rows.input, columns.input, from],
    ...[rows.output, columns.output, to],
    ...[rows.filter, columns.filter, rows.stride, columns.stride, rows.before, columns.before],
  );
  return output;
}
