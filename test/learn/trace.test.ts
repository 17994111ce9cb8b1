import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { erf, matMul, mul, reshape, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { openOnnx } from '../../src/learn/imported/onnx-net.js';
import { closeSessions } from '../../src/learn/imported/onnx-session.js';
import { createNet } from '../../src/learn/nets/index.js';
import type { Product } from '../../src/learn/strategy.js';
import { onPixels } from '../../src/learn/trace/on-pixels.js';
import { traceNet } from '../../src/learn/trace/trace-net.js';
import { random } from '../../src/lib/random.js';
import { describeEachEngine, expectClose, noise, tensorsLeftBy, valuesOf } from './numerics.js';

const input = [4, 4, 2] as const;
const mlp = () => createNet({ name: 'mlp', settings: { hidden: [3], dropout: 0 } }, input, 2, random(1));
const cnn = () => createNet({ name: 'resnet', settings: { depth: 8, width: 2, dropout: 0 } }, input, 2, random(1));

/** A product that computes its logits of [batch, 32] by a function. */
const computing = (logits: (flat: Tensor2D) => Tensor): Product => ({
  variables: [],
  parameters: 0,
  flops: 0,
  apply: images => ({ logits: logits(reshape(images, [-1, 32])) as Tensor2D, taps: {} }),
});

afterAll(closeSessions);

describeEachEngine('a net that is followed', () => {
  it('is a list of operations, each on what came before', () => {
    const { nodes } = traceNet(mlp(), input);

    expect(nodes.map(({ name, shape, operation: { kind } }) => [name, shape, kind])).toEqual([
      ['reshape-1', [32], 'reshape'],
      ['dense-1', [3], 'dense'],
      ['relu-1', [3], 'relu'],
      ['logits', [2], 'dense'],
    ]);
    expect(nodes[1]).toMatchObject({ operation: { x: 'reshape-1', weights: { shape: [32, 3] } } });
  });

  it('has its batch norm as one slope and one shift for each channel', () => {
    const scales = traceNet(cnn(), input).nodes.filter(({ operation: { kind } }) => kind === 'scale');

    expect(scales.length).toBeGreaterThan(3);
    for (const { operation } of scales) expect(operation).toMatchObject({ slope: { shape: [expect.any(Number)] } });
  });

  it('is computed as it is otherwise, afterwards too, and leaves no tensor behind', () => {
    const net = mlp();
    const images = noise([2, ...input]);
    const logits = () => tidy(() => valuesOf(net.apply(images, { training: false, random: random(0) }).logits));
    const before = logits();

    const left = tensorsLeftBy(() => void traceNet(net, input));

    expect(left).toBe(0);
    expect(logits()).toEqual(before);
  });

  it('begins with its normalization where it is to take pixels', () => {
    const normalization = { mean: [0.5, 0.25], deviation: [0.5, 2] };
    const { nodes } = traceNet(onPixels(mlp(), normalization), input);

    const [first, second] = nodes;
    expect(first).toMatchObject({ name: 'scale-1', operation: { kind: 'scale', x: 'pixels' } });
    expect(second).toMatchObject({ operation: { x: 'scale-1' } });
    if (first?.operation.kind === 'scale') {
      expectClose([...first.operation.slope.values], [2, 0.5]);
      expectClose([...first.operation.shift.values], [-1, -0.125]);
    }
  });

  it.each([
    ['computes with what no format knows', computing(erf), 'computes with Erf, which no file format is told of'],
    ['mixes the images of a batch', computing(flat => matMul(flat, flat, true)), 'mixes the images of a batch'],
    ['looks at how many images there are', computing(flat => mul(flat, flat.shape[0])), 'depends on the batch'],
  ])('that %s is refused with the reason', (_, product, reason) => {
    expect(() => traceNet(product, input)).toThrow(reason);
  });

  it('that is run by something else than TensorFlow.js is refused', () => {
    const model = readFileSync(join(import.meta.dirname, 'imported', 'models', 'channels-first.onnx'));

    expect(() => traceNet(openOnnx(model), [8, 8, 1])).toThrow('not computed by TensorFlow.js');
  });
});
