import {
  abs,
  add,
  addN,
  clipByValue,
  concat,
  div,
  engine,
  exp,
  gather,
  greater,
  log,
  maximum,
  minimum,
  mul,
  neg,
  pad,
  pow,
  relu,
  reshape,
  rsqrt,
  sigmoid,
  slice,
  softplus,
  split,
  sqrt,
  square,
  squaredDifference,
  stack,
  sub,
  type Tensor,
  tanh,
  tensor1d,
  tile,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import { detached } from '../../../../src/learn/detached.js';
import type { Case } from '../case.js';

const shape = [3, 4, 5];
/** Kept away from where a function or its gradient is not finite. */
const positive = (x: Tensor): Tensor => add(abs(x), 0.5);

const of = (name: string, compute: (x: Tensor) => Tensor): Case => ({
  name,
  inputs: [shape],
  compute: x => compute(x!),
});
const ofTwo = (name: string, compute: (a: Tensor, b: Tensor) => Tensor): Case[] =>
  [shape, [5], [3, 1, 5], [1]].map(other => ({
    name: `${name}, ${shape.join(' × ')} with ${other.join(' × ')}`,
    inputs: [shape, other],
    compute: (a, b) => compute(a!, b!),
  }));

export const elements: readonly Case[] = [
  ...ofTwo('sum', add),
  ...ofTwo('difference', sub),
  ...ofTwo('product', mul),
  ...ofTwo('quotient', (a, b) => div(a, positive(b))),
  of('ReLU', relu),
  of('absolute value', abs),
  of('negative', neg),
  of('exponential', exp),
  of('logarithm', x => log(positive(x))),
  of('root', x => sqrt(positive(x))),
  of('reciprocal root', x => rsqrt(positive(x))),
  of('square', square),
  of('power', x => pow(positive(x), 3)),
  of('logistic function', sigmoid),
  of('hyperbolic tangent', tanh),
  of('softplus', softplus),
  of('GELU', (x): Tensor => engine().runKernel<Tensor[]>('Gelu', { x })[0]!),
  of('clipped', x => clipByValue(x, -0.5, 0.5)),
  of('chosen', x =>
    where(
      detached(() => greater(x, 0)),
      mul(x, 2),
      mul(x, 3),
    ),
  ),
  of('reshaped', x => reshape(x, [12, 5])),
  of('transposed', x => transpose(x, [2, 0, 1])),
  of('sliced', x => slice(x, [1, 0, 2], [2, 3, 2])),
  of('padded', x =>
    pad(x, [
      [1, 0],
      [0, 2],
      [0, 0],
    ]),
  ),
  of('repeated', x => tile(x, [2, 1, 3])),
  of('split', x => mul(split(x, [2, 3], 2)[1]!, 2)),
  of('gathered', x => gather(x, tensor1d([2, 0, 2], 'int32'))),
  // TensorFlow.js differentiates these three between equal shapes only.
  { name: 'larger', inputs: [shape, shape], compute: (a, b) => maximum(a!, b!) },
  { name: 'smaller', inputs: [shape, shape], compute: (a, b) => minimum(a!, b!) },
  { name: 'squared difference', inputs: [shape, shape], compute: (a, b) => squaredDifference(a!, b!) },
  { name: 'joined', inputs: [shape, [3, 4, 2]], compute: (a, b) => concat([a!, b!], 2) },
  // More than a GPU can bind at once.
  { name: 'the sum of twenty', inputs: Array(20).fill([3, 4]), compute: (...terms) => addN(terms) },
  { name: 'twenty stacked', inputs: Array(20).fill([3, 4]), compute: (...terms) => stack(terms) },
  { name: 'stacked', inputs: [shape, shape], compute: (a, b) => stack([a!, b!], 1) },
];
