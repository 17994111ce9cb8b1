import type { TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import type { Composition, Wasm } from './compose.js';

/** The operation `ChannelMoments`; see `../operations/channel-moments.ts`, and `../assembly/channels.ts` for all of these. */
export const channelMoments: Composition = (wasm, inputs) => {
  const x = must(inputs.x, 'x');
  const moments = wasm.make([2, channelsOf(x)]);
  wasm.assembly.moments(wasm.at(x), ...sizes(x), wasm.at(moments));
  return moments;
};

/** The operation `ScaleChannels`. */
export const scaleChannels: Composition = (wasm, inputs, { activation }) => {
  const [x, slope, shift] = [must(inputs.x, 'x'), must(inputs.slope, 'slope'), must(inputs.shift, 'shift')];
  return scaled(wasm, x, slope, shift, activation);
};

/** The operation `NormalizedChannels`: the statistics become a slope and a shift for each channel. */
export const normalizedChannels: Composition = (wasm, inputs, { epsilon, activation }) => {
  const [x, moments] = [must(inputs.x, 'x'), must(inputs.moments, 'moments')];
  const channels = channelsOf(x);
  const [slope, shift] = [wasm.make([channels]), wasm.make([channels])];
  const [scales, offsets] = [must(inputs.scale, 'scale'), must(inputs.offset, 'offset')].map(wasm.view) as Pair;
  const statistics = wasm.view(moments);
  const [slopes, shifts] = [slope, shift].map(wasm.view) as Pair;
  for (let c = 0; c < channels; c++) {
    const [mean = 0, variance = 0] = [statistics[c], statistics[channels + c]];
    slopes[c] = (scales[c] ?? 0) / Math.sqrt(variance + Number(epsilon));
    shifts[c] = (offsets[c] ?? 0) - mean * (slopes[c] ?? 0);
  }
  return scaled(wasm, x, slope, shift, activation);
};

/** The operation `BatchNormProducts`. */
export const batchNormProducts: Composition = (wasm, inputs, { activation }) => {
  const [dy, x, y, moments] = gradientInputs(inputs);
  const products = wasm.make([2, channelsOf(x)]);
  const mask = activation === 'relu' ? wasm.at(y) : 0;
  wasm.assembly.products(wasm.at(dy), wasm.at(x), mask, ...sizes(x), wasm.at(moments), wasm.at(products));
  return products;
};

/** The operation `BatchNormInputGrad`, as p · dy + q · x + r for each channel. */
export const batchNormInputGrad: Composition = (wasm, inputs, { epsilon, activation }) => {
  const [dy, x, y, moments] = gradientInputs(inputs);
  const [scale, products] = [must(inputs.scale, 'scale'), must(inputs.products, 'products')];
  const channels = channelsOf(x);
  const rows = x.shape.reduce((size, length) => size * length, 1) / channels;
  const factors = wasm.make([3 * channels]);
  const output = wasm.make(x.shape);
  const [statistics, scales, sums] = [moments, scale, products].map(wasm.view) as [...Pair, Float32Array];
  const values = wasm.view(factors);
  for (let c = 0; c < channels; c++) {
    const [mean = 0, variance = 0] = [statistics[c], statistics[channels + c]];
    const [sum = 0, product = 0] = [sums[c], sums[channels + c]];
    const steepness = 1 / Math.sqrt(variance + Number(epsilon));
    const p = (scales[c] ?? 0) * steepness;
    const q = (-p * steepness * steepness * product) / rows;
    values[c] = p;
    values[channels + c] = q;
    values[2 * channels + c] = (-p * sum) / rows - q * mean;
  }
  const [p, mask] = [wasm.at(factors), activation === 'relu' ? wasm.at(y) : 0];
  const lines = [p, p + 4 * channels, p + 8 * channels];
  wasm.assembly.blend(wasm.at(dy), wasm.at(x), mask, ...sizes(x), ...lines, wasm.at(output));
  return output;
};

/** The operation `Rectified`. */
export const rectified: Composition = (wasm, inputs) => {
  const [dy, y] = [must(inputs.dy, 'dy'), must(inputs.y, 'y')];
  const output = wasm.make(dy.shape);
  const size = dy.shape.reduce((product, length) => product * length, 1);
  wasm.assembly.rectified(wasm.at(dy), wasm.at(y), size, wasm.at(output));
  return output;
};

type Pair = [Float32Array, Float32Array];

const channelsOf = ({ shape }: TensorInfo): number => shape.at(-1) ?? 1;

/** Rows and channels. */
function sizes(x: TensorInfo): [number, number] {
  const channels = channelsOf(x);
  return [x.shape.reduce((size, length) => size * length, 1) / channels, channels];
}

function gradientInputs(
  inputs: Readonly<Record<string, TensorInfo>>,
): [TensorInfo, TensorInfo, TensorInfo, TensorInfo] {
  return [must(inputs.dy, 'dy'), must(inputs.x, 'x'), must(inputs.y, 'y'), must(inputs.moments, 'moments')];
}

function scaled(wasm: Wasm, x: TensorInfo, slope: TensorInfo, shift: TensorInfo, activation: unknown): TensorInfo {
  const output = wasm.make(x.shape);
  const rectify = activation === 'relu' ? 1 : 0;
  wasm.assembly.scale(wasm.at(x), ...sizes(x), wasm.at(slope), wasm.at(shift), rectify, wasm.at(output));
  return output;
}
