import {
  type Attribute,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  type KernelBackend,
  matMul,
  memory,
  type Tensor,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/index.js';
import { random } from '../../../src/lib/random.js';
import { valuesOf } from '../numerics.js';
import { type Convolution, convolutionGradients } from './convolution-gradients.js';

beforeAll(async () => {
  await startEngine('wasm', { threads: 1 });
});

/** Whole numbers so small that every sum of products is exact in float32. */
function wholes(shape: readonly number[], seed: number): { shape: number[]; values: number[] } {
  const stream = random(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape: [...shape], values: Array.from({ length: size }, (_, at) => (stream.bits(at) % 7) - 3) };
}

const anyAxis = fc
  .record({
    input: fc.integer({ min: 1, max: 9 }),
    filter: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    before: fc.integer({ min: 0, max: 6 }),
    after: fc.integer({ min: 0, max: 6 }),
  })
  .filter(({ input, filter, before, after }) => input + before + after >= filter)
  .map(axis => ({
    ...axis,
    output: Math.floor((axis.input + axis.before + axis.after - axis.filter) / axis.stride) + 1,
  }));

const anyConvolution: fc.Arbitrary<Convolution> = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  from: fc.integer({ min: 1, max: 3 }),
  to: fc.integer({ min: 1, max: 9 }),
  rows: anyAxis,
  columns: anyAxis,
});

const gradients = ({ batch, from, to, rows, columns }: Convolution) => {
  const x = wholes([batch, rows.input, columns.input, from], 1);
  const filter = wholes([rows.filter, columns.filter, from, to], 2);
  const dy = wholes([batch, rows.output, columns.output, to], 3);
  const attributes = {
    strides: [rows.stride, columns.stride],
    pad: [
      [0, 0],
      [rows.before, rows.after],
      [columns.before, columns.after],
      [0, 0],
    ] as unknown as Attribute,
    dataFormat: 'NHWC',
  };
  return { x, filter, dy, attributes };
};

const run = (kernel: string, inputs: Record<string, Tensor>, attributes: Record<string, Attribute>): number[] =>
  tidy(() => valuesOf(engine().runKernel(kernel, inputs, attributes)));

describe('the gradient of a convolution', () => {
  it('by its filter is the sum of its definition, for every stride, padding and size', () => {
    fc.assert(
      fc.property(anyConvolution, convolution => {
        const { x, filter, dy, attributes } = gradients(convolution);

        const found = tidy(() =>
          run(
            Conv2DBackpropFilter,
            { x: tensor(x.values, x.shape), dy: tensor(dy.values, dy.shape) },
            { ...attributes, filterShape: filter.shape },
          ),
        );

        const expected = convolutionGradients(convolution, x.values, filter.values, dy.values);
        expect(found.map(value => value + 0)).toEqual(expected.filter);
      }),
      { numRuns: 300 },
    );
  });

  it('by its input is the sum of its definition, for every stride, padding and size', () => {
    fc.assert(
      fc.property(anyConvolution, convolution => {
        const { x, filter, dy, attributes } = gradients(convolution);

        const found = tidy(() =>
          run(
            Conv2DBackpropInput,
            { dy: tensor(dy.values, dy.shape), filter: tensor(filter.values, filter.shape) },
            { ...attributes, inputShape: x.shape },
          ),
        );

        const expected = convolutionGradients(convolution, x.values, filter.values, dy.values);
        expect(found.map(value => value + 0)).toEqual(expected.input);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a product of matrices', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('is the sum of its definition, transposed or not (%s, %s), one by one over a batch', (transposeA, transposeB) => {
    const [batch, rows, inner, columns] = [3, 4, 5, 2];
    const a = wholes(transposeA ? [batch, inner, rows] : [batch, rows, inner], 1);
    const b = wholes(transposeB ? [batch, columns, inner] : [batch, inner, columns], 2);

    const found = tidy(() =>
      valuesOf(matMul(tensor(a.values, a.shape), tensor(b.values, b.shape), transposeA, transposeB)),
    );

    const expected: number[] = [];
    for (let n = 0; n < batch; n++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          let total = 0;
          for (let k = 0; k < inner; k++)
            total +=
              a.values[n * rows * inner + (transposeA ? k * rows + row : row * inner + k)]! *
              b.values[n * inner * columns + (transposeB ? column * inner + k : k * columns + column)]!;
          expected.push(total);
        }
    expect(found.map(value => value + 0)).toEqual(expected);
  });
});

describe('a kernel of ours', () => {
  it('leaves no memory behind but its result', () => {
    const backend = engine().backend as KernelBackend;
    const convolution = fc.sample(anyConvolution, { numRuns: 20, seed: 7 });
    const before = { tensors: memory().numTensors, data: backend.numDataIds() };

    for (const one of convolution) {
      const { x, filter, dy, attributes } = gradients(one);
      tidy(() => {
        const [xs, filters, dys] = [x, filter, dy].map(({ values, shape }) => tensor(values, shape));
        run(Conv2DBackpropFilter, { x: xs!, dy: dys! }, { ...attributes, filterShape: filter.shape });
        run(Conv2DBackpropInput, { dy: dys!, filter: filters! }, { ...attributes, inputShape: x.shape });
        matMul(tensor(x.values, [1, x.values.length]), tensor(x.values, [1, x.values.length]), false, true);
      });
    }

    expect({ tensors: memory().numTensors, data: backend.numDataIds() }).toEqual(before);
  });
});
