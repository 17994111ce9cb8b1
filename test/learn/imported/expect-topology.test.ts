import { describe, expect, it } from 'vitest';

import { expectTopology } from '../../../src/learn/imported/expect-topology.js';

const layer = (name: string, ...uses: readonly (readonly [string, number])[]) => ({
  name,
  inbound_nodes: uses.map(([input, use]) => [[input, use, 0, {}]]),
});
const model = (...layers: readonly object[]) => ({ class_name: 'Model', config: { layers } });

describe('a topology of somebody else', () => {
  it('is refused where layers wait for each other', () => {
    expect(() => expectTopology(model(layer('in'), layer('a', ['b', 0]), layer('b', ['a', 0])))).toThrow(
      /waits for itself/,
    );
  });

  it('is refused where a layer waits for a use that is not there', () => {
    expect(() => expectTopology(model(layer('in'), layer('a', ['in', 3])))).toThrow(/one that is not there/);
  });

  it('is refused where it is nested without end', () => {
    const topology = JSON.parse(`${'{"layer":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as object;

    expect(() => expectTopology(topology)).toThrow(/nested too deeply/);
  });

  it('may use one layer twice, the second time on what the first gave', () => {
    const shared = model(layer('in'), layer('d', ['in', 0], ['relu', 0]), layer('relu', ['d', 0]));

    expect(() => expectTopology(shared)).not.toThrow();
  });
});
