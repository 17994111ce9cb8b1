import { dispose, mul, type Scalar, sum, tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Configured, type Input, type NetShape, nets } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import type { Call, Net } from '../../../src/learn/module.js';
import { createNet, disposeNet } from '../../../src/learn/nets/index.js';
import { random } from '../../../src/lib/random.js';
import { centralDifferences, describeEachEngine, expectClose, noise, tensorsLeftBy, valuesOf } from '../numerics.js';

const frozen: Call = { training: false, random: random(0) };
const training = (seed: number): Call => ({ training: true, random: random(seed) });
const mlp = (hidden: number[], dropout = 0): Configured => ({ name: 'mlp', settings: { hidden, dropout } });
const resnet: Configured = { name: 'resnet', settings: { depth: 8, width: 3, stem: undefined, dropout: 0 } };
const cnn = (channels: number[], dropout = 0): Configured => ({ name: 'cnn', settings: { channels, dropout } });

const widths = (min: number) => fc.array(fc.integer({ min: 1, max: 6 }), { minLength: min, maxLength: 3 });
const anyNet = fc.oneof(
  widths(0).map(hidden => mlp(hidden)),
  widths(1).map(channels => cnn(channels)),
  fc
    .record({
      depth: fc.constantFrom(8, 14),
      width: fc.integer({ min: 1, max: 5 }),
      stem: fc.constantFrom(undefined, 3),
    })
    .map(settings => ({ name: 'resnet', settings: { ...settings, dropout: 0 } })),
  fc
    .record({ depth: fc.constantFrom(8, 11, 13), width: fc.integer({ min: 1, max: 2 }) })
    .map(settings => ({ name: 'vgg', settings: { ...settings, dropout: 0 } })),
  fc
    .record({ width: fc.integer({ min: 1, max: 2 }) })
    .map(settings => ({ name: 'mobilenet', settings: { ...settings, dropout: 0 } })),
  fc
    .record({ depth: fc.constantFrom(10, 16), width: fc.integer({ min: 2, max: 5 }) })
    .map(settings => ({ name: 'densenet', settings: { ...settings, dropout: 0 } })),
);
const side = fc.integer({ min: 1, max: 9 });
const anyInput = fc.tuple(side, side, fc.integer({ min: 1, max: 3 }));

const promised = ({ name, settings }: Configured, input: Input, classes: number): NetShape =>
  (nets[name as 'mlp'].shape as (settings: unknown, input: Input, classes: number) => NetShape)(
    settings,
    input,
    classes,
  );

const trainedSize = ({ variables }: Net): number =>
  variables.reduce((total, { variable, trainable }) => total + (trainable ? variable.size : 0), 0);
const weightsOf = (net: Net) => net.variables.map(({ variable }) => valuesOf(variable));

beforeAll(async () => {
  await startEngine('wasm', { threads: 1 });
});

describe('a net', () => {
  it('has the taps, parameters and multiplications that the catalogue promises', () => {
    fc.assert(
      fc.property(anyNet, anyInput, fc.integer({ min: 2, max: 5 }), (configured, input, classes) => {
        const net = createNet(configured, input, classes, random(1));
        const promise = promised(configured, input, classes);

        const found = tidy(() => {
          const { logits, taps } = net.apply(noise([2, ...input]), frozen);
          const shapes = Object.entries(taps).map(([tap, { shape }]) => [tap, shape.slice(1)]);
          return { logits: logits.shape, taps: Object.fromEntries(shapes) };
        });

        expect(found).toEqual({ logits: [2, classes], taps: promise.taps });
        expect(net).toMatchObject(promise);
        expect(trainedSize(net)).toBe(promise.parameters);
        disposeNet(net);
      }),
      { numRuns: 60 },
    );
  });

  it('names its variables by stage and head, once each, and lets only weights decay', () => {
    const { variables } = createNet(cnn([2, 3]), [4, 4, 1], 2, random(1));

    expect(variables.map(({ name, decays }) => `${name}${decays ? ' decays' : ''}`)).toEqual([
      'stage-1/weights decays',
      'stage-1/bias',
      'stage-2/weights decays',
      'stage-2/bias',
      'head/weights decays',
      'head/bias',
    ]);
  });

  it('names the variables of a residual net by stage, block and layer', () => {
    const names = createNet(resnet, [8, 8, 1], 2, random(1)).variables.map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining([
        'stem/conv/weights',
        'stage-1/block-1/first/conv/weights',
        'stage-2/block-1/shortcut/norm/variance',
        'head/bias',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('starts residual nets with variance 2 / fan-out, so that gradients keep their size', () => {
    const wide: Configured = { name: 'resnet', settings: { depth: 8, width: 32, stem: 16, dropout: 0 } };
    const { variables } = createNet(wide, [8, 8, 3], 2, random(1));
    const weights = valuesOf(variables.find(({ name }) => name === 'stage-2/block-1/first/conv/weights')!.variable);

    expect((weights.reduce((total, v) => total + v * v, 0) / weights.length) * 9 * 64).toBeCloseTo(2, 1);
  });

  it('starts from the same weights with the same seed, and from others with another', () => {
    const [first, same, other] = [1, 1, 2].map(seed => weightsOf(createNet(mlp([5]), [2, 2, 1], 3, random(seed))));

    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('starts with weights as Kaiming has them: variance 2 / fan-in before a ReLU, a third of 1 / fan-in at the end', () => {
    const [weights, , head] = weightsOf(createNet(mlp([400]), [20, 20, 1], 100, random(1)));

    const variance = (values: readonly number[]) => values.reduce((total, v) => total + v * v, 0) / values.length;
    expect(variance(weights!) * 400).toBeCloseTo(2, 1);
    expect(variance(head!) * 400).toBeCloseTo(1 / 3, 1);
  });

  it('gives its head the same logits from what is pooled', () => {
    const net = createNet(cnn([3, 4], 0.5), [5, 5, 2], 3, random(1));

    const [whole, byHead] = tidy(() => {
      const { logits, taps } = net.apply(noise([4, 5, 5, 2]), training(3));
      return [valuesOf(logits), valuesOf(net.head.apply(taps.pooled!, training(3)))];
    });

    expect(byHead).toEqual(whole);
  });

  it('drops the same features at the same step, others at another, and none when it does not train', () => {
    const net = createNet(mlp([50], 0.5), [2, 2, 1], 3, random(1));
    const logits = (call: Call) => tidy(() => valuesOf(net.apply(noise([4, 2, 2, 1]), call).logits));

    expect(logits(training(1))).toEqual(logits(training(1)));
    expect(logits(training(1))).not.toEqual(logits(training(2)));
    expect(logits(frozen)).not.toEqual(logits(training(1)));
    expect(logits(frozen)).toEqual(logits({ training: false, random: random(9) }));
  });

  it('leaves no tensor behind when its gradients are disposed', () => {
    const net = createNet(cnn([3, 4], 0.3), [5, 5, 2], 3, random(1));
    const images = noise([4, 5, 5, 2]);

    const left = tensorsLeftBy(() => {
      const { value, grads } = variableGrads(() => sum<Scalar>(net.apply(images, training(1)).logits));
      dispose([value, grads]);
    });

    expect(left).toBe(0);
  });
});

describeEachEngine('the gradient of a net', () => {
  it.each([
    ['mlp', mlp([5, 4])],
    ['cnn', cnn([3, 4, 2])],
    ['a net with dropout', mlp([6], 0.4)],
  ])('is what finite differences say: %s', (_, configured) => {
    const net = createNet(configured, [5, 4, 2], 3, random(1));
    const [images, pull] = [noise([3, 5, 4, 2], 2), noise([3, 3], 3)];
    const loss = () => sum<Scalar>(mul(net.apply(images, training(4)).logits, pull));
    const lossWith = (variable: Variable, values: number[]) =>
      tidy(() => {
        variable.assign(tensor(values, variable.shape));
        return valuesOf(loss())[0]!;
      });

    const { grads } = variableGrads(loss);

    for (const { variable } of net.variables) {
      const values = valuesOf(variable);
      const expected = centralDifferences(moved => lossWith(variable, moved), values, 2e-3); // small, for kinks of ReLU
      lossWith(variable, values);
      expectClose(grads[variable.name]!, expected, 2e-3);
    }
  });
});
