import { type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConceptMeasure } from '../../../src/learn/concepts/index.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { createNet } from '../../../src/learn/nets/index.js';
import type { Teacher } from '../../../src/learn/strategy.js';
import { createWeighting } from '../../../src/learn/weightings/index.js';
import { random } from '../../../src/lib/random.js';
import { experimentsOf } from '../../helpers/check-text.js';
import { noise } from '../numerics.js';

const classNames = ['a', 'b', 'c'];

/** A net that was found to be so sensitive in each class to one concept, along the first feature. */
function teacher(seed: number, ...tcav: readonly number[]): Teacher {
  const net = createNet({ name: 'mlp', settings: { hidden: [4, 4], dropout: 0 } }, [2, 2, 1], 3, random(seed));
  const classes = tcav.map(one => ({ tcav: [one], random: [0.5], p: 0, smooth: one, magnitude: one, raw: one }));
  const concepts = [{ accuracies: [1], kept: [true], classes }];
  const measure: ConceptMeasure = { tap: 'stage-1', features: 4, classNames, prior: [0.5, 0.25, 0.25], concepts };
  return { label: `t${seed}`, net, concepts: { measure, vectors: Float32Array.from([1, 0, 0, 0]) } };
}

function weigh(settings: string, teachers: readonly Teacher[], labels: readonly number[]): number[][] {
  const text = `concept bright { positive top(25%, brightness)  negative random }
    experiment e { dataset mnist  teachers [cnn(4, 4), cnn(4, 4)]  student cnn(4)
      strategy kd { weigh cav { concepts [bright]  floor 0  ${settings} } } }`;
  const { weigh: configured } = experimentsOf(text)[0]!.trials[0]!.strategy.method.settings;
  const logits = teachers.map(
    (): Tensor2D =>
      tensor2d(
        labels.flatMap(() => [9, 0, 0]),
        [labels.length, 3],
      ),
  );
  const images = () => noise([labels.length, 2, 2, 1]) as never;
  return createWeighting(configured as never, teachers)
    .weigh({ teachers: logits, student: logits[0]!, labels: tensor1d([...labels], 'int32'), images, temperature: 4 })
    .arraySync();
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('weights by concepts', () => {
  it('are alike for all examples, by how often classes are', () => {
    const [first, second] = weigh('', [teacher(1, 0.8, 0, 0.8), teacher(2, 0.2, 0.2, 0.2)], [0, -1]);

    expect(first![0]).toBeCloseTo(0.6 / 0.8, 5);
    expect(second).toEqual(first);
  });

  it('by class are those of the label, or of what teachers think where it is not known', () => {
    const rows = weigh('weights class', [teacher(1, 0.8, 0.1, 0), teacher(2, 0.2, 0.3, 1)], [0, 1, 2, -1]);

    [0.8, 0.25, 0, 0.8].forEach((weight, at) => {
      expect(rows[at]![0]).toBeCloseTo(weight, 2);
      expect(rows[at]![0]! + rows[at]![1]!).toBeCloseTo(1, 5);
    });
  });

  it('by sample add up to one, and are equal for equal teachers', () => {
    const same = weigh('weights sample', [teacher(1, 1, 1, 1), teacher(1, 1, 1, 1)], [0, 1, 2, -1]);
    const other = weigh('weights sample', [teacher(1, 1, 1, 1), teacher(2, 1, 1, 1)], [0, 1, 2, -1]);

    for (const row of same) expect(row).toEqual([expect.closeTo(0.5, 5), expect.closeTo(0.5, 5)]);
    for (const row of other) expect(row[0]! + row[1]!).toBeCloseTo(1, 5);
    expect(new Set(other.map(row => row[0]!.toFixed(4))).size).toBeGreaterThan(1);
  });

  it('are equal where a plan is only tried out and no teacher was asked', () => {
    const { concepts: _, ...untold } = teacher(1, 1, 1, 1);

    expect(weigh('', [untold, teacher(2, 0, 0, 0)], [0])).toEqual([[0.5, 0.5]]);
  });
});
