import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AmountError, type Amounts, countAmounts, split } from '../../src/data/index.js';
import { random } from '../../src/lib/random.js';

const classNames = ['ant', 'bee', 'cat'];
/** 60 ants, 30 bees, 10 cats, sorted as no set should be. */
const sorted = { train: labelsOf(60, 30, 10), test: labelsOf(6, 3, 1), classNames };
const all: Amounts = { train: 'all', validation: { count: 0 }, test: 'all', labeled: 'all' };

function labelsOf(...counts: number[]): Uint8Array {
  return Uint8Array.from(counts.flatMap((count, label) => Array.from({ length: count }, () => label)));
}

const classCounts = (indices: Uint32Array, labels = sorted.train): number[] =>
  classNames.map((_, label) => indices.filter(index => labels[index] === label).length);

describe('split', () => {
  it('takes everything in order where nothing is asked for', () => {
    const { train, validation, test, labeled } = split(all, sorted, 0);

    expect([...train]).toEqual([...sorted.train.keys()]);
    expect([...test]).toEqual([...sorted.test.keys()]);
    expect(validation).toHaveLength(0);
    expect([...labeled]).toEqual(Array(100).fill(1));
  });

  it('keeps the classes in proportion in every part', () => {
    const parts = split({ ...all, validation: { count: 20 }, train: { count: 50 }, test: { share: 1 } }, sorted, 7);

    expect(classCounts(parts.validation)).toEqual([12, 6, 2]);
    expect(classCounts(parts.train)).toEqual([30, 15, 5]);
    expect(classCounts(parts.test, sorted.test)).toEqual([6, 3, 1]);
  });

  it('keeps labels in proportion', () => {
    const { train, labeled } = split({ ...all, labeled: { share: 0.1 } }, sorted, 7);

    expect(classCounts(train.filter((_, position) => labeled[position] === 1))).toEqual([6, 3, 1]);
  });

  it('keeps so many labels of each class', () => {
    const { train, labeled } = split({ ...all, labeled: { perClass: 4 } }, sorted, 7);

    expect(classCounts(train.filter((_, position) => labeled[position] === 1))).toEqual([4, 4, 4]);
  });

  it('says which class has too few for so many labels', () => {
    const ask = (): unknown => split({ ...all, labeled: { perClass: 11 } }, sorted, 0);

    expect(ask).toThrow(AmountError);
    expect(ask).toThrow('labeled per-class(11) is more than the 10 of class cat');
  });

  it('is another for another seed', () => {
    const half: Amounts = { ...all, train: { share: 0.5 } };

    expect(split(half, sorted, 1).train).not.toEqual(split(half, sorted, 2).train);
  });

  it('takes from a class at random, not from its beginning', () => {
    const { train } = split({ ...all, train: { share: 0.5 } }, sorted, 1);

    expect([...train.filter(index => index < 60)]).not.toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  const anyAmount = fc.oneof(
    fc.constant<'all'>('all'),
    fc.record({ count: fc.nat(120) }),
    fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );
  const anyAmounts = fc.record({ train: anyAmount, validation: anyAmount, test: anyAmount, labeled: anyAmount });
  const anyLabels = fc.tuple(fc.nat(100), fc.nat(100), fc.integer({ min: 1, max: 100 })).map(counts => {
    const labels = labelsOf(...counts);
    return random(counts[0])
      .permutation(labels.length)
      .reduce((shuffled, from, to) => {
        shuffled[to] = labels[from]!;
        return shuffled;
      }, new Uint8Array(labels.length));
  });

  it('gives disjoint parts of the sizes asked for, each class within two of its share, or says what is wrong', () => {
    fc.assert(
      fc.property(anyAmounts, anyLabels, fc.nat(), (amounts, train, seed) => {
        const labels = { ...sorted, train };
        const counts = countAmounts(amounts, { train: train.length, test: sorted.test.length, classes: 3 });
        if ('problem' in counts) {
          expect(() => split(amounts, labels, seed)).toThrow(counts.problem);
          return;
        }

        const parts = split(amounts, labels, seed);

        expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([
          counts.train,
          counts.validation,
          counts.test,
        ]);
        expect(parts.labeled.filter(Boolean)).toHaveLength(counts.labeled);
        expect(new Set([...parts.train, ...parts.validation]).size).toBe(counts.train + counts.validation);
        expect([...parts.train]).toEqual([...parts.train].sort((a, b) => a - b));
        const share = counts.train / train.length;
        for (const [label, count] of classCounts(parts.train, train).entries()) {
          const available = train.filter(other => other === label).length;
          expect(Math.abs(count - share * available)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('contains the smaller training set in the larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat(), (count, seed) => {
        const larger = new Set(split({ ...all, train: { count: count + 1 } }, sorted, seed).train);

        expect([...split({ ...all, train: { count } }, sorted, seed).train].every(index => larger.has(index))).toBe(
          true,
        );
      }),
    );
  });
});

describe('countAmounts', () => {
  const available = { train: 1_000, test: 100, classes: 10 };

  it('reads shares of training and validation as shares of the whole', () => {
    const counts = countAmounts({ ...all, train: { share: 0.9 }, validation: { share: 0.1 } }, available);

    expect(counts).toEqual({ train: 900, validation: 100, test: 100, labeled: 900 });
  });

  it('leaves to training what validation does not take', () => {
    expect(countAmounts({ ...all, validation: { count: 300 } }, available)).toMatchObject({ train: 700 });
  });

  it('counts a share as written, whatever floating point makes of it', () => {
    expect(countAmounts({ ...all, test: { share: 0.29 } }, available)).toMatchObject({ test: 29 });
  });

  it('counts labels by class', () => {
    expect(countAmounts({ ...all, labeled: { perClass: 25 } }, available)).toMatchObject({ labeled: 250 });
  });

  it.each<[Partial<Amounts>, string]>([
    [
      { train: { count: 800 }, validation: { count: 300 } },
      'train 800 and validation 300 are more than the 1000 there are',
    ],
    [{ train: { count: 1_001 } }, 'train 1001 and validation 0 are more than the 1000 there are'],
    [{ validation: 'all' }, 'no training example is left: validation takes 1000 of 1000'],
    [{ test: { count: 101 } }, 'test 101 is more than the 100 there are'],
    [{ test: { count: 0 } }, 'no test example is left'],
    [{ train: { count: 10 }, labeled: { count: 11 } }, 'labeled 11 is more than the 10 training examples'],
  ])('says what is wrong with %j', (amounts, problem) => {
    expect(countAmounts({ ...all, ...amounts }, available)).toEqual({ problem });
  });
});
