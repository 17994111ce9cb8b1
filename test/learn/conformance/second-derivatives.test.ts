import {
  add,
  avgPool,
  clone,
  dispose,
  maxPool,
  mul,
  type Scalar,
  softmax,
  square,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor1d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { crossEntropy } from '../../../src/learn/losses/index.js';
import type { Call, Module } from '../../../src/learn/module.js';
import { conv, dense } from '../../../src/learn/nets/index.js';
import { attention } from '../../../src/learn/nets/layers/attention.js';
import { batchNorm } from '../../../src/learn/nets/layers/batch-norm.js';
import { gelu } from '../../../src/learn/nets/layers/gelu.js';
import { layerNorm } from '../../../src/learn/nets/layers/layer-norm.js';
import { random } from '../../../src/lib/random.js';
import { noise, readValues } from '../numerics.js';
import { describeWithReference } from './engines.js';

/** A scalar function of an input and of weights, both kept as variables. */
interface Differentiable {
  readonly loss: () => Scalar;
  readonly input: Variable;
  readonly weights: Variable;
}

/** Half the square of what comes out: curved even where the layer is not, so that no second derivative is empty. */
function through(layer: Module, shape: number[], after = (output: Tensor): Tensor => output): Differentiable {
  const call: Call = { training: true, random: random(3) };
  for (const { name, variable: one } of layer.variables) one.assign(noise(one.shape, name.length));
  const input = variable(noise(shape, 7));
  const loss = () => mul<Scalar>(sum(square(after(layer.apply(input, call)))), 0.5);
  return { loss, input, weights: layer.variables[0]!.variable };
}

const behindDense = (after?: (output: Tensor) => Tensor, activation: 'linear' | 'relu' = 'linear'): Differentiable =>
  through(dense({ from: 4, to: 3, activation }, random(1)), [2, 4], after);
const convolution = (activation: 'linear' | 'relu', after?: (output: Tensor) => Tensor): Differentiable =>
  through(conv({ from: 2, to: 3, filter: 3, stride: 2, activation }, random(1)), [2, 5, 4, 2], after);

/** The slope of the loss by one variable in some direction: a function that may be differentiated again. */
function slope({ loss }: Differentiable, by: Variable): Scalar {
  const { grads } = variableGrads(loss, [by]);
  return sum(mul(grads[by.name]!, noise(by.shape, 11)));
}

/** How the slope by one variable changes along a direction of another: as the tape has it, and by a difference. */
async function changeOfSlope(
  of: Differentiable,
  first: Variable,
  second: Variable,
): Promise<{ taped: number; measured: number }> {
  const found = tidy(() => {
    const direction = noise(second.shape, 13);
    const start = clone(second);
    const slopeAt = (step: number): Scalar => {
      second.assign(add(start, mul(direction, step)));
      return slope(of, first);
    };
    const [behind, before] = [slopeAt(2e-3), slopeAt(-2e-3)];
    second.assign(start);
    const { grads } = variableGrads(() => slope(of, first), [second]);
    return [behind, before, sum(mul(grads[second.name]!, direction))];
  });
  const [behind, before, taped] = (await Promise.all(found.map(readValues))).flat() as [number, number, number];
  dispose(found);
  return { taped, measured: (behind - before) / 4e-3 };
}

async function expectSecondDerivative(
  of: Differentiable,
  first: 'input' | 'weights',
  second: 'input' | 'weights',
): Promise<void> {
  const { taped, measured } = await changeOfSlope(of, of[first], of[second]);

  expect(Math.abs(measured)).toBeGreaterThan(1e-3);
  expect(Math.abs(taped - measured)).toBeLessThan(5e-3 * Math.max(1, Math.abs(measured)));
}

const pairs = [
  ['input', 'input'],
  ['input', 'weights'],
  ['weights', 'input'],
  ['weights', 'weights'],
] as const;

describeWithReference('the second derivative', () => {
  it.each(pairs)('of a dense layer by %s and %s', async (first, second) => {
    await expectSecondDerivative(behindDense(), first, second);
  });

  it.each(pairs)('of ReLU by %s and %s', async (first, second) => {
    await expectSecondDerivative(behindDense(undefined, 'relu'), first, second);
  });

  it.each(pairs)('of softmax by %s and %s', async (first, second) => {
    await expectSecondDerivative(
      behindDense(x => softmax(mul(x, 3))),
      first,
      second,
    );
  });

  it.each(pairs)('of cross-entropy by %s and %s', async (first, second) => {
    await expectSecondDerivative(
      behindDense(logits => crossEntropy(logits as Tensor2D, tensor1d([0, 2]))),
      first,
      second,
    );
  });

  it.each(pairs)('of GELU by %s and %s', async (first, second) => {
    await expectSecondDerivative(behindDense(gelu), first, second);
  });

  it.each(pairs)('of a layer norm by %s and %s', async (first, second) => {
    await expectSecondDerivative(through(layerNorm(4), [3, 4]), first, second);
  });

  it.each(pairs)('of attention by %s and %s', async (first, second) => {
    await expectSecondDerivative(through(attention({ width: 4, heads: 2 }, random(1)), [2, 3, 4]), first, second);
  });

  it.each(pairs)('of a convolution by %s and %s', async (first, second) => {
    await expectSecondDerivative(convolution('linear'), first, second);
  });

  it.each(pairs)('of a convolution with ReLU by %s and %s', async (first, second) => {
    await expectSecondDerivative(convolution('relu'), first, second);
  });

  it.each(pairs)('of batch norm and ReLU by %s and %s', async (first, second) => {
    await expectSecondDerivative(through(batchNorm(3, 'relu'), [4, 3], softmax), first, second);
  });

  it.each([
    ['MaxPoolGrad', (x: Tensor) => maxPool(x as Tensor4D, 2, 1, 'same')],
    ['AvgPoolGrad', (x: Tensor) => avgPool(x as Tensor4D, 2, 1, 'same')],
  ])('through a pooling does not exist, and says so: %s', async (kernel, pool) => {
    await expect(expectSecondDerivative(convolution('linear', pool), 'input', 'input')).rejects.toThrow(kernel);
  });
});
