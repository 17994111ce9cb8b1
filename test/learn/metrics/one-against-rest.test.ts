import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricOfKey } from '../../../src/catalogue/index.js';
import { measure } from '../../../src/learn/metrics/index.js';

const metric = (
  name: string,
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  settings = {},
): number => {
  const logits = Float32Array.from(rows.flat());
  const predictions = { logits, labels: Uint8Array.from(labels), classes: rows[0]!.length };
  const product = { parameters: 1, bytes: 4, flops: 2 };
  return Object.values(measure([{ name, settings }], { predictions, teachers: [], product }))[0]!;
};
/** Two classes, by how much the second is preferred. */
const preferring = (scores: readonly number[]): number[][] => scores.map(score => [0, score]);

describe('auc', () => {
  it('of a class is found again by its name in results', () => {
    expect(metricOfKey('auc-of-1')).toEqual({ name: 'auc', settings: { class: 1 } });
  });

  it('is the share of pairs that are in order, a tie counted half', () => {
    const example = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean());

    fc.assert(
      fc.property(fc.array(example, { minLength: 1 }), more => {
        const all: (readonly [number, boolean])[] = [[0, true], [1, false], ...more];
        const [positive, negative] = [true, false].map(of => all.filter(([, is]) => is === of).map(([score]) => score));
        const pairs = positive!.flatMap(p => negative!.map(n => (p > n ? 1 : p === n ? 0.5 : 0)));

        const found = metric(
          'auc',
          preferring(all.map(([score]) => score)),
          all.map(([, is]) => Number(is)),
        );
        expect(found).toBeCloseTo(pairs.reduce<number>((a, b) => a + b, 0) / pairs.length, 10);
      }),
    );
  });

  it('tells scores apart whose probabilities are both 1', () => {
    expect(metric('auc', preferring([100, 200]), [0, 1])).toBe(1);
  });

  it('is the mean over more than two classes, each against the rest, without those that have no example', () => {
    const rows = [
      [2, 0, -9],
      [0, 1, -9],
      [1, 0, -9],
    ];

    expect(metric('auc', rows, [0, 1, 1])).toBe(1);
    expect(metric('auc', rows, [1, 1, 0])).toBe((0.5 + 0.5) / 2);
  });
});

describe('sensitivity and specificity', () => {
  const rows = preferring([1, 1, -1, -1, -1, 1]);
  const labels = [1, 1, 1, 0, 0, 0];

  it('of two classes are about the second', () => {
    expect(metric('sensitivity', rows, labels)).toBeCloseTo(2 / 3);
    expect(metric('specificity', rows.slice(0, 5), labels.slice(0, 5))).toBe(1);
  });

  it('of the first are those of the second exchanged', () => {
    expect(metric('sensitivity', rows, labels, { class: 0 })).toBe(metric('specificity', rows, labels, { class: 1 }));
  });
});
