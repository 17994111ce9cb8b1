import {
  type Attribute,
  conv2d,
  DepthwiseConv2dNative,
  engine,
  FusedConv2D,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';

interface Geometry {
  readonly size: readonly [number, number];
  readonly filter: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pad: 'same' | 'valid' | number;
}

/** As nets have them, and as none has them yet: odd sizes, sides of different strides, no more image than filter. */
const geometries: readonly Geometry[] = [
  { size: [6, 6], filter: [3, 3], strides: [1, 1], pad: 'same' },
  { size: [6, 6], filter: [3, 3], strides: [2, 2], pad: 'same' },
  { size: [7, 5], filter: [3, 3], strides: [2, 2], pad: 1 },
  { size: [8, 8], filter: [3, 3], strides: [2, 2], pad: 1 },
  { size: [5, 6], filter: [1, 1], strides: [1, 1], pad: 0 },
  { size: [7, 6], filter: [1, 1], strides: [2, 2], pad: 0 },
  { size: [6, 7], filter: [2, 3], strides: [1, 2], pad: 'valid' },
  { size: [3, 3], filter: [3, 3], strides: [1, 1], pad: 'valid' },
  { size: [8, 8], filter: [4, 4], strides: [4, 4], pad: 'valid' },
  { size: [1, 1], filter: [3, 3], strides: [1, 1], pad: 1 },
];

/** Channels in and out: fewer than the lanes of a vector, as many, some more. */
const widths = [
  [1, 3],
  [3, 8],
  [8, 12],
] as const;

const attributesOf = ({ strides, pad }: Geometry): Record<string, Attribute> => ({
  strides: [...strides],
  pad,
  dataFormat: 'NHWC',
  dilations: [1, 1],
});

const titleOf = ({ size, filter, strides, pad }: Geometry): string =>
  `of ${size.join(' × ')} by ${filter.join(' × ')}, strides ${strides.join(' × ')}, pad ${pad}`;

export const convolutions: readonly Case[] = geometries.flatMap(geometry => {
  const { size, filter, strides, pad } = geometry;
  const title = titleOf(geometry);
  return [
    ...widths.flatMap(([from, to]): Case[] => [
      {
        name: `convolution ${title}, ${from} to ${to} channels`,
        inputs: [
          [3, ...size, from],
          [...filter, from, to],
        ],
        compute: (x, weights) => conv2d(x as Tensor4D, weights as Tensor4D, [...strides], pad),
      },
      {
        name: `convolution with bias and ReLU ${title}, ${from} to ${to} channels`,
        inputs: [[3, ...size, from], [...filter, from, to], [to]],
        compute: (x, weights, bias): Tensor =>
          engine().runKernel(
            FusedConv2D,
            { x: x!, filter: weights!, bias: bias! },
            { ...attributesOf(geometry), activation: 'relu' },
          ),
      },
    ]),
    ...[1, 4, 7].flatMap((channels): Case[] => [
      {
        name: `depthwise convolution ${title}, ${channels} channels`,
        inputs: [
          [3, ...size, channels],
          [...filter, channels, 1],
        ],
        compute: (x, weights): Tensor =>
          engine().runKernel(DepthwiseConv2dNative, { x: x!, filter: weights! }, attributesOf(geometry)),
      },
    ]),
  ];
});
