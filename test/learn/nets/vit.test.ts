import { mul, type Scalar, sum, tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { nets } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import type { Call } from '../../../src/learn/module.js';
import { createNet, disposeNet } from '../../../src/learn/nets/index.js';
import { random } from '../../../src/lib/random.js';
import { centralDifferences, describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';

const training = (seed: number): Call => ({ training: true, random: random(seed) });
const settings = (changes: object = {}) => ({ patch: 2, width: 6, depth: 2, heads: 3, dropout: 0, ...changes });
const vit = (changes: object = {}) => ({ name: 'vit', settings: settings(changes) });

beforeAll(async () => {
  await startEngine('wasm', { threads: 1 });
});

describe('vit', () => {
  it('has the taps and parameters that the catalogue promises, for every size that patches cover', () => {
    const anyVit = fc.record({
      patch: fc.integer({ min: 1, max: 3 }),
      heads: fc.integer({ min: 1, max: 3 }),
      size: fc.integer({ min: 1, max: 3 }),
      depth: fc.integer({ min: 1, max: 3 }),
      rows: fc.integer({ min: 1, max: 3 }),
      columns: fc.integer({ min: 1, max: 3 }),
      channels: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(anyVit, ({ patch, heads, size, depth, rows, columns, channels }) => {
        const configured = vit({ patch, heads, depth, width: heads * size });
        const input = [rows * patch, columns * patch, channels] as const;
        const promise = nets.vit.shape(configured.settings, input, 5);
        const net = createNet(configured, input, 5, random(1));

        const taps = tidy(() => net.apply(noise([2, ...input]), training(1)).taps);

        const shapes = Object.entries(taps).map(([tap, { shape }]) => [tap, shape.slice(1)]);
        expect(Object.fromEntries(shapes)).toEqual(promise.taps);
        expect(net.variables.reduce((total, { variable }) => total + variable.size, 0)).toBe(promise.parameters);
        disposeNet(net);
      }),
      { numRuns: 40 },
    );
  });

  it('has the parameters of the published ViT-Ti/16 on images of 224 × 224 with 1000 classes', () => {
    const { parameters, flops } = nets.vit.shape(
      { patch: 16, width: 192, depth: 12, heads: 3, dropout: 0 },
      [224, 224, 3],
      1000,
    );

    expect(parameters).toBe(5_717_416);
    expect(flops / 2e9).toBeCloseTo(1.26, 1);
  });

  it('sees where a patch is, and every other patch', () => {
    const net = createNet(vit(), [4, 4, 1], 3, random(1));
    const logits = (pixels: number[]) =>
      tidy(() => valuesOf(net.apply(tensor(pixels, [1, 4, 4, 1]), training(1)).logits));
    const lit = (at: number) => Array.from({ length: 16 }, (_, pixel) => Number(pixel === at));

    const places = [lit(0), lit(2), lit(8), lit(10)].map(logits);

    expect(new Set(places.map(String)).size).toBe(4);
  });

  it('drops the same at the same step, something else in each place, and nothing when it does not train', () => {
    const net = createNet(vit({ dropout: 0.5 }), [4, 4, 1], 3, random(1));
    const logits = (call: Call) => tidy(() => valuesOf(net.apply(noise([2, 4, 4, 1]), call).logits));

    expect(logits(training(1))).toEqual(logits(training(1)));
    expect(logits(training(1))).not.toEqual(logits(training(2)));
    expect(logits({ training: false, random: random(1) })).toEqual(logits({ training: false, random: random(2) }));
  });

  it('starts from truncated normals of deviation 0.02 and norms that change nothing', () => {
    const net = createNet(vit({ width: 48, heads: 3, patch: 4 }), [8, 8, 1], 3, random(1));
    const valuesIn = (name: string) => valuesOf(net.variables.find(one => one.name === name)!.variable);

    const weights = valuesIn('stage-2/widen/weights');

    const deviation = Math.sqrt(weights.reduce((total, w) => total + w * w, 0) / weights.length);
    expect(deviation).toBeCloseTo(0.02, 3);
    expect(Math.max(...weights.map(Math.abs))).toBeLessThan(0.0456);
    expect(new Set(valuesIn('stage-1/norm-1/scale'))).toEqual(new Set([1]));
    expect(new Set(valuesIn('stage-1/attention/query/bias'))).toEqual(new Set([0]));
  });
});

describeEachEngine('the gradient of vit', () => {
  it('is what finite differences say', () => {
    const net = createNet(vit({ width: 4, heads: 2, depth: 1, dropout: 0.3 }), [4, 4, 1], 2, random(1));
    for (const { variable, name } of net.variables) variable.assign(mul(noise(variable.shape, name.length), 0.7));
    const [images, pull] = [noise([2, 4, 4, 1], 2), noise([2, 2], 3)];
    const loss = () => sum<Scalar>(mul(net.apply(images, training(4)).logits, pull));
    const lossWith = (variable: Variable, values: number[]) =>
      tidy(() => {
        variable.assign(tensor(values, variable.shape));
        return valuesOf(loss())[0]!;
      });

    const { grads } = variableGrads(loss);

    for (const { variable } of net.variables) {
      const values = valuesOf(variable);
      const expected = centralDifferences(moved => lossWith(variable, moved), values, 1e-2);
      lossWith(variable, values);
      expectClose(grads[variable.name]!, expected, 5e-3);
    }
  });
});
