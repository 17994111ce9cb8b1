import { dispose, memory, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/index.js';
import { expectClose, valuesOf } from '../numerics.js';
import { type Case, inputsOf, lossOf, type Outcome, outcomeOf } from './case.js';
import { cases } from './cases.js';
import { describeConformance } from './engines.js';

const tolerance = 2e-4;
const references = new Map<Case, Outcome>();

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
  for (const one of cases) references.set(one, await outcomeOf(one));
});

describeConformance('forwards and in its gradient', some => {
  const tested = some(cases, 45);

  it.each(tested)('$name', async one => {
    const found = await outcomeOf(one);

    const expected = references.get(one)!;
    expectClose(found.value, expected.value, tolerance);
    found.gradients.forEach((gradient, input) => {
      expectClose(gradient, expected.gradients[input]!, tolerance);
    });
  });

  it('no kernel leaves a tensor behind', async () => {
    const left: string[] = [];
    for (const one of tested) {
      const before = memory().numTensors;
      await outcomeOf(one);
      if (memory().numTensors !== before) left.push(one.name);
    }

    expect(left).toEqual([]);
  });
});

describe('the reference', () => {
  beforeAll(() => startEngine('cpu', { threads: 1 }));

  /** Differences take two passes for each number, so large inputs are left to the others of their kind. */
  const small = cases.filter(({ inputs }) => inputs.every(shape => shape.reduce((size, n) => size * n, 1) <= 600));

  it.each(small)('has the gradient that finite differences give: $name', one => {
    const inputs = inputsOf(one);
    const { gradients } = references.get(one)!;

    const slopesOf = (input: Tensor, index: number) =>
      slopes(
        values => tidy(() => valuesOf(lossOf(one)(...inputs.with(index, tensor(values, input.shape))))[0]!),
        valuesOf(input),
      );
    const all = inputs.flatMap(slopesOf);
    const judged = all.flatMap((slope, at) => (slope === undefined ? [] : [{ slope, found: gradients.flat()[at]! }]));

    expect(judged.length).toBeGreaterThan(all.length / 2);
    expectClose(
      judged.map(({ found }) => found),
      judged.map(({ slope }) => slope),
      1e-2,
    );
    dispose(inputs);
  });
});

/** The slope by each number; undefined where it differs from one side to the other, as at the kink of a ReLU. */
function slopes(f: (at: number[]) => number, at: readonly number[], step = 2e-3): (number | undefined)[] {
  const here = f([...at]);
  return at.map((value, index) => {
    const [before, behind] = [here - f(at.with(index, value - step)), f(at.with(index, value + step)) - here];
    return Math.abs(behind - before) / step < 0.02 ? (before + behind) / (2 * step) : undefined;
  });
}
