import { tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/index.js';
import { cloneNet, copyWeights, createNet, disposeNet } from '../../../src/learn/nets/index.js';
import { random } from '../../../src/lib/random.js';
import { noise, tensorsLeftBy, valuesOf } from '../numerics.js';

const create = (seed: number, hidden = [4]) =>
  createNet({ name: 'mlp', settings: { hidden, dropout: 0 } }, [3, 3, 1], 2, random(seed));
const weightsOf = (net: ReturnType<typeof create>) => net.variables.map(({ variable }) => valuesOf(variable));

beforeAll(async () => {
  await startEngine('wasm', { threads: 1 });
});

describe('a clone', () => {
  it('computes what the net computes', () => {
    const net = create(1);
    const logits = (of: typeof net) =>
      tidy(() => valuesOf(of.apply(noise([2, 3, 3, 1]), { training: false, random: random(0) }).logits));

    expect(logits(cloneNet(net))).toEqual(logits(net));
  });

  it('keeps its weights when the net moves on', () => {
    const net = create(1);
    const clone = cloneNet(net);
    const before = weightsOf(net);

    copyWeights(create(2), net);

    expect(weightsOf(clone)).toEqual(before);
    expect(weightsOf(net)).not.toEqual(before);
  });

  it('can be disposed without harm to the net', () => {
    const net = create(1);
    const before = weightsOf(net);

    const left = tensorsLeftBy(() => disposeNet(cloneNet(net)));

    expect(left).toBe(0);
    expect(weightsOf(net)).toEqual(before);
  });
});

describe('copyWeights', () => {
  it('names the variable that is not there to copy', () => {
    expect(() => copyWeights(create(1), create(1, [4, 4]))).toThrow('stage-2/weights');
  });
});
