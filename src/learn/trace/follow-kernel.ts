import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import {
  type Constant,
  type GraphOperation,
  type Operand,
  type Padding,
  samePadding,
  type ValueName,
} from '../../formats/index.js';
import { cubic, slope } from '../engines/operations/gelu.js';
import { TrainingFailure } from '../failure.js';

/** A kernel whose result depends on the images, with what it is given. */
export interface KernelSite {
  readonly attributes: NamedAttrMap;
  /** Without the batch. */
  readonly shape: readonly number[];
  shapeOf(input: string): readonly number[];
  has(input: string): boolean;
  /** An input that depends on the images, and one that does not. */
  value(input: string): ValueName;
  constant(input: string): Constant;
  operand(input: string): Operand;
  /** All inputs, of a kernel that takes any number. */
  values(): readonly ValueName[];
}

/** Each kernel that nets are made of, as an operation of a graph. */
const followers: Readonly<Record<string, (site: KernelSite) => GraphOperation>> = {
  FusedConv2D: site => ({
    kind: 'conv',
    x: site.value('x'),
    filter: site.constant('filter'),
    ...(site.has('bias') && { bias: site.constant('bias') }),
    ...slidingOf(site, site.shapeOf('filter')),
  }),
  DepthwiseConv2dNative: site => ({
    kind: 'depthwise-conv',
    x: site.value('x'),
    filter: site.constant('filter'),
    ...slidingOf(site, site.shapeOf('filter')),
  }),
  MaxPool: site => poolOf('max-pool', site),
  AvgPool: site => poolOf('average-pool', site),
  Dense: site => ({
    kind: 'dense',
    x: site.value('x'),
    weights: site.constant('weights'),
    bias: site.constant('bias'),
  }),
  ScaleChannels: site => ({
    kind: 'scale',
    x: site.value('x'),
    slope: site.constant('slope'),
    shift: site.constant('shift'),
  }),
  Relu: site => ({ kind: 'relu', x: site.value('x') }),
  Softmax: site => ({ kind: 'softmax', x: site.value('logits') }),
  Gelu: site => ({ kind: 'gelu', x: site.value('x'), slope, cubic: slope * cubic }),
  LayerNorm: site => ({
    kind: 'layer-norm',
    x: site.value('x'),
    scale: site.constant('scale'),
    offset: site.constant('offset'),
    epsilon: Number(site.attributes.epsilon),
  }),
  Add: site => ({ kind: 'add', a: site.operand('a'), b: site.operand('b') }),
  Multiply: site => ({ kind: 'multiply', a: site.operand('a'), b: site.operand('b') }),
  BatchMatMul: site => ({
    kind: 'product',
    a: site.value('a'),
    b: site.value('b'),
    transposeA: site.attributes.transposeA === true,
    transposeB: site.attributes.transposeB === true,
  }),
  Mean: site => ({ kind: 'mean', x: site.value('x'), axes: numbersOf(site.attributes.axis) }),
  Concat: site => ({ kind: 'concat', parts: site.values(), axis: Number(site.attributes.axis) }),
  Reshape: site => ({ kind: 'reshape', x: site.value('x') }),
  Transpose: site => ({ kind: 'transpose', x: site.value('x'), order: numbersOf(site.attributes.perm) }),
  Slice: site => ({
    kind: 'slice',
    x: site.value('x'),
    begin: numbersOf(site.attributes.begin),
    size: [-1, ...site.shape],
  }),
  PadV2: site => ({ kind: 'pad', x: site.value('x'), paddings: site.attributes.paddings as [number, number][] }),
};

/** Whether the result of a kernel is its input. */
export const passesOn = (kernel: string): boolean => kernel === 'Identity' || kernel === 'Cast';

/** @throws TrainingFailure `refused` where no graph has a word for it */
export function followKernel(kernel: string, site: KernelSite): GraphOperation {
  const follow = followers[kernel];
  if (!follow) throw new TrainingFailure('refused', `the net computes with ${kernel}, which no file format is told of`);
  return follow(site);
}

/** Whether a kernel ends in a ReLU of its own. */
export const endsInRelu = ({ activation }: NamedAttrMap): boolean => activation === 'relu';

type Pair = readonly [number, number];

function slidingOf(
  { attributes: { strides, pad }, shapeOf }: KernelSite,
  [height = 1, width = 1]: readonly number[],
): { readonly strides: Pair; readonly padding: Padding } {
  const [, rows = 1, columns = 1] = shapeOf('x');
  const [down = 1, across = down] = [strides].flat().map(Number);
  const padding: Padding =
    pad === 'same'
      ? samePadding([rows, columns], [height, width], [down, across])
      : pad === 'valid'
        ? [0, 0, 0, 0]
        : [Number(pad), Number(pad), Number(pad), Number(pad)];
  return { strides: [down, across], padding };
}

function poolOf(kind: 'max-pool' | 'average-pool', site: KernelSite): GraphOperation {
  const [height = 1, width = height] = [site.attributes.filterSize].flat().map(Number);
  return { kind, x: site.value('x'), size: [height, width], ...slidingOf(site, [height, width]) };
}

const numbersOf = (attribute: NamedAttrMap[string] | undefined): number[] => [attribute].flat().map(Number);
