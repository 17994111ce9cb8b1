import { abs, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import type { Module, Net } from '../../../src/learn/module.js';
import type { Step } from '../../../src/learn/strategy.js';
import { projectedDistances } from '../../../src/learn/terms/projected-distances.js';
import { random } from '../../../src/lib/random.js';
import { meanOf } from '../losses/against-loops.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';

const netOf = (taps: Readonly<Record<string, readonly number[]>>): Net => ({ taps }) as unknown as Net;

/** A step that shows given maps and runs modules frozen. */
const stepOf = (shown: ReadonlyMap<Net, Readonly<Record<string, Tensor>>>): Step =>
  ({
    outputs: (net: Net) => ({ taps: shown.get(net) }),
    apply: <Out>(module: Module<Out>, input: Tensor) => module.apply(input, { training: false, random: random(1) }),
  }) as unknown as Step;

/** Makes a projection one that changes nothing but what batch norm adds to variances. */
function makeIdentity({ variables }: Module<unknown>): void {
  for (const { name, variable } of variables) {
    if (!name.endsWith('weights')) continue;
    const [rows = 1, columns = 1, from = 1, to = 1] = variable.shape;
    const values = new Float32Array(variable.size);
    const middle = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
    for (let at = 0; at < Math.min(from, to); at++) values[(middle * from + at) * to + at] = 1;
    variable.assign(tensor(values, variable.shape));
  }
}

describeEachEngine('projectedDistances', () => {
  it('are 0 between the same features by projections that change nothing, and the mean squares of others', () => {
    const [student, teacher] = [
      netOf({ 'stage-1': [2, 2, 3], 'stage-2': [2, 2, 3] }),
      netOf({ 'stage-1': [2, 2, 3], 'stage-2': [2, 2, 3] }),
    ];
    const [first, second] = [abs(noise([2, 2, 2, 3], 1)), abs(noise([2, 2, 2, 3], 2))];
    const taps = { 'stage-1': first, 'stage-2': second };
    const stages = ['stage-1', 'stage-2'];
    const distances = projectedDistances({ net: student, stages }, { net: teacher, stages }, random(3));
    for (const module of distances.modules) makeIdentity(module);

    const found = distances.of(
      stepOf(
        new Map([
          [student, taps],
          [teacher, taps],
        ]),
      ),
    );

    const [a, b] = [valuesOf(first), valuesOf(second)];
    const apart = [0, 1].map(image =>
      meanOf(Array.from({ length: 12 }, (_, at) => (a[12 * image + at]! - b[12 * image + at]!) ** 2)),
    );
    expectClose(
      found,
      apart.flatMap(distance => [0, distance, distance, 0]),
      1e-4,
    );
  });
});
