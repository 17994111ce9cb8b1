import { memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect } from 'vitest';
import { startEngine } from '../../src/learn/engines/index.js';
import { random } from '../../src/lib/random.js';

/** The same tests on the embedded engine and on the reference; `conformance/` tests every engine. */
export function describeEachEngine(what: string, body: () => void): void {
  describe.each(['wasm', 'cpu'] as const)(`${what} on %s`, engine => {
    beforeAll(async () => {
      await startEngine(engine, { threads: 1 });
    });
    body();
  });
}

export const valuesOf = (result: Tensor): number[] => Array.from(result.dataSync());

/** The same, of what a GPU may still be computing. */
export const readValues = async (result: Tensor): Promise<number[]> => Array.from(await result.data());

/** Every number within `tolerance` of the expected one, relative to it where it is larger than one. */
export function expectClose(actual: Tensor | readonly number[], expected: readonly number[], tolerance = 1e-5): void {
  const values = Array.isArray(actual) ? actual : valuesOf(actual as Tensor);
  const far = values.flatMap((value, at) => {
    const difference = Math.abs(value - expected[at]!) / Math.max(1, Math.abs(expected[at]!));
    return difference <= tolerance ? [] : [{ at, value, expected: expected[at] }];
  });
  expect(far).toEqual([]);
  expect(values).toHaveLength(expected.length);
}

/** Numbers between −1 and 1, the same in every run. */
export function noise(shape: readonly number[], seed = 0): Tensor {
  const stream = random(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, at) => 2 * stream.uniform(at) - 1),
    [...shape],
  );
}

/** How many tensors more are alive after a function than before it. */
export function tensorsLeftBy(run: () => void): number {
  const before = memory().numTensors;
  run();
  return memory().numTensors - before;
}

/** The gradient of a function of plain numbers by central differences. */
export function centralDifferences(f: (at: number[]) => number, at: readonly number[], step = 1e-3): number[] {
  return at.map((value, index) => {
    const moved = (to: number) => f(at.with(index, to));
    return (moved(value + step) - moved(value - step)) / (2 * step);
  });
}
