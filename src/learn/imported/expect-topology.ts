import { TrainingFailure } from '../failure.js';

/** More layers within layers than any net has: each level costs the library a part of its stack. */
const mostLevels = 100;

/**
 * Refuses a topology that TensorFlow.js would follow for ever: layers that wait for each other in a circle, or values
 * within values without end.
 *
 * @throws TrainingFailure `refused`
 */
export function expectTopology(topology: object): void {
  const values: { readonly value: unknown; readonly level: number }[] = [{ value: topology, level: 0 }];
  for (let next = values.pop(); next; next = values.pop()) {
    const { value, level } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (level > mostLevels) throw new TrainingFailure('refused', 'the imported net is nested too deeply');
    if ('layers' in value && Array.isArray(value.layers)) expectNoCircle(value.layers);
    for (const inner of Object.values(value)) values.push({ value: inner, level: level + 1 });
  }
}

/** Takes away uses of layers whose inputs are all taken away (Kahn 1962): what is left waits in a circle, or for what is not there. */
function expectNoCircle(layers: readonly unknown[]): void {
  const waiting = new Map(layers.flatMap(usesOf));
  const readers = new Map<string, string[]>();
  for (const [use, inputs] of waiting)
    for (const input of inputs) {
      const known = readers.get(input);
      if (known) known.push(use);
      else readers.set(input, [use]);
    }
  const ready = [...waiting].flatMap(([use, inputs]) => (inputs.size === 0 ? use : []));
  for (let use = ready.pop(); use !== undefined; use = ready.pop()) {
    waiting.delete(use);
    for (const reader of readers.get(use) ?? []) {
      const inputs = waiting.get(reader);
      if (inputs?.delete(use) && inputs.size === 0) ready.push(reader);
    }
  }
  const [left] = waiting.keys();
  if (left !== undefined)
    throw new TrainingFailure(
      'refused',
      `the layer ${left} of the imported net waits for itself, or for one that is not there`,
    );
}

/** Each use of a layer, which may have several, with the uses it reads: `inbound_nodes` lists `[layer, use, tensor, …]` for each. */
function usesOf(layer: unknown): [string, Set<string>][] {
  const name = String(field(layer, 'name') ?? field(field(layer, 'config'), 'name'));
  const nodes = field(layer, 'inbound_nodes');
  if (!Array.isArray(nodes) || nodes.length === 0) return [[`${name}#0`, new Set()]];
  return nodes.map((inputs: unknown, use) => [
    `${name}#${use}`,
    new Set(Array.isArray(inputs) ? inputs.map(input => `${field(input, '0')}#${field(input, '1')}`) : []),
  ]);
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
