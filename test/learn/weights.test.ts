import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/learn/engines/index.js';
import { createNet } from '../../src/learn/nets/index.js';
import { loadWeights, serializeWeights, WeightsMismatch } from '../../src/learn/weights.js';
import { random } from '../../src/lib/random.js';
import { tensorsLeftBy, valuesOf } from './numerics.js';

const create = (seed: number, hidden = [4]) =>
  createNet({ name: 'mlp', settings: { hidden, dropout: 0 } }, [3, 3, 1], 2, random(seed));
const weightsOf = (net: ReturnType<typeof create>) => net.variables.map(({ variable }) => valuesOf(variable));

beforeAll(async () => {
  await startEngine('wasm', { threads: 1 });
});

describe('stored weights', () => {
  it('come back bit by bit, whatever the order of the variables and the place of the bytes', async () => {
    const [net, other] = [create(1), create(2)];
    const { manifest, bytes } = await serializeWeights(net.variables);
    const within = new Uint8Array(bytes.length + 1);
    within.set(bytes, 1);

    loadWeights(within.subarray(1), JSON.parse(JSON.stringify(manifest)), other.variables.toReversed());

    expect(weightsOf(other)).toEqual(weightsOf(net));
  });

  it('are float32 in little-endian order', async () => {
    const net = create(1);

    const { bytes } = await serializeWeights(net.variables);

    const first = new DataView(bytes.buffer).getFloat32(0, true);
    expect(first).toBe(valuesOf(net.variables[0]!.variable)[0]);
    expect(bytes).toHaveLength(4 * net.parameters);
  });

  it('leave no tensor behind when they are read', async () => {
    const net = create(1);
    const { manifest, bytes } = await serializeWeights(net.variables);

    expect(tensorsLeftBy(() => loadWeights(bytes, manifest, net.variables))).toBe(0);
  });

  it('are one of our bugs to write under one name twice', async () => {
    const net = create(1);

    await expect(serializeWeights([...net.variables, ...net.variables])).rejects.toThrow('one name');
  });

  const { manifest, bytes } = { manifest: [{ name: 'head/weights', shape: [4, 2] }], bytes: new Uint8Array(32) };
  const one = (net = create(1)) => net.variables.filter(({ name }) => name === 'head/weights');
  it.each([
    [
      'a variable the net has not',
      () => loadWeights(bytes, [{ name: 'head/scale', shape: [4, 2] }], one()),
      'head/scale',
    ],
    ['another shape', () => loadWeights(bytes, [{ name: 'head/weights', shape: [2, 4] }], one()), '[2,4]'],
    [
      'missing bytes',
      () => loadWeights(bytes.subarray(0, 31), manifest, one()),
      'end within the variable head/weights',
    ],
    ['bytes too many', () => loadWeights(new Uint8Array(36), manifest, one()), '4 bytes'],
    ['a variable that is not stored', () => loadWeights(bytes, manifest, create(1).variables), 'stage-1/weights'],
  ])('that do not fit are refused by name: %s', (_, load, text) => {
    expect(load).toThrow(WeightsMismatch);
    expect(load).toThrow(text);
  });

  it('are not half assigned when they do not fit', async () => {
    const net = create(1);
    const before = weightsOf(net);
    const stored = await serializeWeights(create(2).variables);

    expect(() => loadWeights(stored.bytes.subarray(4), stored.manifest, net.variables)).toThrow(WeightsMismatch);

    expect(weightsOf(net)).toEqual(before);
  });
});
