import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { measure, tally } from '../../../src/learn/metrics/index.js';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('a tally', () => {
  it('counts by right class and by named class', () => {
    const { confusion } = tally({
      logits: Float32Array.of(2, 0, 0, 0, 1, 0, 0, 3, 1, 0, 0, 5),
      labels: Uint8Array.of(0, 0, 1, 2),
      classes: 3,
    });

    expect(confusion).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('has in it accuracy and ece of the same predictions, whatever they are', () => {
    const logit = fc.integer({ min: -80, max: 80 }).map(quarters => quarters / 4);
    const rows = fc.array(fc.tuple(fc.nat(2), logit, logit, logit), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, examples => {
        const predictions = {
          logits: Float32Array.from(examples.flatMap(([, ...logits]) => logits)),
          labels: Uint8Array.from(examples, ([label]) => label),
          classes: 3,
        };

        const { confusion, reliability } = tally(predictions);

        const asked = [
          { name: 'accuracy', settings: {} },
          { name: 'ece', settings: { bins: 15 } },
        ];
        const size = { parameters: 1, bytes: 4, flops: 2 };
        const metrics = measure(asked, { predictions, teachers: [], product: size });
        const hits = sum(confusion.map((row, label) => row[label]!));
        const gaps = sum(reliability.map(({ correct, confidence }) => Math.abs(correct - confidence)));
        expect(hits / examples.length).toBeCloseTo(metrics.accuracy!, 12);
        expect(gaps / examples.length).toBeCloseTo(metrics.ece!, 12);
        expect(sum(reliability.map(({ count }) => count))).toBe(examples.length);
      }),
    );
  });
});
