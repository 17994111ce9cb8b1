import {
  type Attribute,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
  MaxPoolGrad,
  type Tensor,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { random } from '../../../src/lib/random.js';
import type { EngineName } from '../../../src/plan/index.js';
import { readValues } from '../numerics.js';
import { eachPlace, type Windows } from './each-place.js';
import { describeWithReference } from './engines.js';

const anyAxis = fc
  .record({
    input: fc.integer({ min: 1, max: 9 }),
    filter: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 3 }),
  })
  // A window that lies beyond the image as a whole has no largest value.
  .filter(({ input, filter, before, after }) => input + before + after >= filter && before < filter && after < filter)
  .map(axis => ({
    ...axis,
    output: Math.floor((axis.input + axis.before + axis.after - axis.filter) / axis.stride) + 1,
  }));

const anyWindows: fc.Arbitrary<Windows> = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  channels: fc.integer({ min: 1, max: 9 }),
  rows: anyAxis,
  columns: anyAxis,
});

/** Whole numbers so small that every sum of products is exact in float32. */
function wholes(shape: readonly number[], seed: number): { readonly shape: number[]; readonly values: number[] } {
  const stream = random(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape: [...shape], values: Array.from({ length: size }, (_, at) => (stream.bits(at) % 7) - 3) };
}

function valuesFor({ batch, channels, rows, columns }: Windows) {
  return {
    x: wholes([batch, rows.input, columns.input, channels], 1),
    dy: wholes([batch, rows.output, columns.output, channels], 2),
    filter: wholes([rows.filter, columns.filter, channels, 1], 3),
  };
}

const attributesOf = ({ rows, columns }: Windows): Record<string, Attribute> => ({
  strides: [rows.stride, columns.stride],
  dilations: [1, 1],
  dataFormat: 'NHWC',
  pad: [
    [0, 0],
    [rows.before, rows.after],
    [columns.before, columns.after],
    [0, 0],
  ] as unknown as Attribute,
});

type Values = ReturnType<typeof wholes>;

/** A kernel's result; −0 counts as 0. */
async function run(
  kernel: string,
  inputs: Record<string, Values>,
  attributes: Record<string, Attribute>,
): Promise<number[]> {
  const output: Tensor = tidy(() => {
    const tensors = Object.entries(inputs).map(([name, { values, shape }]) => [name, tensor(values, shape)] as const);
    return engine().runKernel(kernel, Object.fromEntries(tensors), attributes);
  });
  const values = await readValues(output);
  output.dispose();
  return values.map(value => value + 0);
}

const zeros = ({ values }: Values): number[] => values.map(() => 0);

describeWithReference('for every stride, padding and size, to the last bit,', () => {
  it('a depthwise convolution is the sum of its definition', async () => {
    await fc.assert(
      fc.asyncProperty(anyWindows, async windows => {
        const { x, filter, dy } = valuesFor(windows);

        const found = await run(DepthwiseConv2dNative, { x, filter }, attributesOf(windows));

        const expected = zeros(dy);
        eachPlace(windows, ({ input, output, tap }) => {
          expected[output]! += x.values[input]! * filter.values[tap]!;
        });
        expect(found).toEqual(expected);
      }),
    );
  });

  it('its gradient by the input is', async () => {
    await fc.assert(
      fc.asyncProperty(anyWindows, async windows => {
        const { x, filter, dy } = valuesFor(windows);
        const attributes = { ...attributesOf(windows), inputShape: x.shape };

        const found = await run(DepthwiseConv2dNativeBackpropInput, { dy, filter }, attributes);

        const expected = zeros(x);
        eachPlace(windows, ({ input, output, tap }) => {
          expected[input]! += dy.values[output]! * filter.values[tap]!;
        });
        expect(found).toEqual(expected);
      }),
    );
  });

  it('its gradient by the filter is', async () => {
    await fc.assert(
      fc.asyncProperty(anyWindows, async windows => {
        const { x, filter, dy } = valuesFor(windows);
        const attributes = { ...attributesOf(windows), filterShape: filter.shape };

        const found = await run(DepthwiseConv2dNativeBackpropFilter, { x, dy }, attributes);

        const expected = zeros(filter);
        eachPlace(windows, ({ input, output, tap }) => {
          expected[tap]! += x.values[input]! * dy.values[output]!;
        });
        expect(found).toEqual(expected);
      }),
    );
  });
});

/** TensorFlow knows no zeros of one's own around pooled images; kd pools without any. */
const exceptTensorflow: readonly EngineName[] = ['wasm', 'webgpu'];

describeWithReference(
  'for every stride, padding and size, to the last bit,',
  () => {
    it('max-pooling sends its gradient to the first of the largest values, row by row', async () => {
      await fc.assert(
        fc.asyncProperty(anyWindows, async windows => {
          const { x, dy } = valuesFor(windows);
          const winners = new Map<number, number>();
          eachPlace(windows, ({ input, output }) => {
            const winner = winners.get(output);
            if (winner === undefined || x.values[input]! > x.values[winner]!) winners.set(output, input);
          });
          const y = { shape: dy.shape, values: dy.values.map((_, output) => x.values[winners.get(output)!]!) };
          const filterSize = [windows.rows.filter, windows.columns.filter];

          const found = await run(MaxPoolGrad, { dy, input: x, output: y }, { ...attributesOf(windows), filterSize });

          const expected = zeros(x);
          for (const [output, input] of winners) expected[input]! += dy.values[output]!;
          expect(found).toEqual(expected);
        }),
      );
    });
  },
  exceptTensorflow,
);
