import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Measured, measure } from '../../../src/learn/metrics/index.js';

const product = { parameters: 12, bytes: 48, flops: 24 };

/** Predictions whose softmax is what is written: each row of probabilities adds up to one. */
function predicting(probabilities: number[][], labels: number[], teachers: number[][][] = []): Measured {
  const logits = (rows: number[][]): Float32Array => Float32Array.from(rows.flat(), Math.log);
  return {
    predictions: { logits: logits(probabilities), labels: Uint8Array.from(labels), classes: probabilities[0]!.length },
    teachers: teachers.map(logits),
    product,
  };
}

const metricOf = (name: string, measured: Measured, settings = {}): number =>
  Object.values(measure([{ name, settings }], measured))[0]!;

const three = predicting(
  [
    [0.7, 0.2, 0.1],
    [0.1, 0.3, 0.6],
    [0.2, 0.5, 0.3],
    [0.25, 0.35, 0.4],
  ],
  [0, 2, 2, 0],
);

describe('metrics', () => {
  it('names a metric with its settings', () => {
    const asked = [
      { name: 'top-k', settings: { k: 2 } },
      { name: 'ece', settings: { bins: 15 } },
    ];

    expect(Object.keys(measure(asked, three))).toEqual(['top-2', 'ece']);
  });

  it('accuracy is the share whose most probable class is right', () => {
    expect(metricOf('accuracy', three)).toBe(0.5);
  });

  it('top-k counts a label among the k most probable', () => {
    expect([1, 2, 3].map(k => metricOf('top-k', three, { k }))).toEqual([0.5, 0.75, 1]);
  });

  it('top-1 is accuracy, ties included', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }), { minLength: 1 }), rows => {
        const measured: Measured = {
          predictions: {
            logits: Float32Array.from(rows.flat()),
            labels: Uint8Array.from(rows, row => row[0]!),
            classes: 3,
          },
          teachers: [],
          product,
        };

        expect(metricOf('top-k', measured, { k: 1 })).toBe(metricOf('accuracy', measured));
      }),
    );
  });

  it('nll is the mean of −log p of the label', () => {
    const byHand = -(Math.log(0.7) + Math.log(0.6) + Math.log(0.3) + Math.log(0.25)) / 4;

    expect(metricOf('nll', three)).toBeCloseTo(byHand, 6);
  });

  it('nll stays exact where the probability underflows', () => {
    const sure: Measured = {
      predictions: { logits: Float32Array.from([2_000, -2_000]), labels: Uint8Array.from([1]), classes: 2 },
      teachers: [],
      product,
    };

    expect(metricOf('nll', sure)).toBe(4_000);
  });

  it('brier is 0 for the sure and right, 2 for the sure and wrong', () => {
    expect(metricOf('brier', predicting([[1, 1e-30]], [0]))).toBeCloseTo(0, 12);
    expect(metricOf('brier', predicting([[1, 1e-30]], [1]))).toBeCloseTo(2, 12);
  });

  it('brier sums the squares over the classes', () => {
    const byHand = (0.09 + 0.04 + 0.01 + (0.01 + 0.09 + 0.16) + (0.04 + 0.25 + 0.49) + (0.5625 + 0.1225 + 0.16)) / 4;

    expect(metricOf('brier', three)).toBeCloseTo(byHand, 6);
  });

  it('ece weighs the gap of each bin by its examples', () => {
    const confident = [0.95, 0.05];
    const doubtful = [0.55, 0.45];
    const measured = predicting([confident, confident, confident, confident, doubtful, doubtful], [0, 0, 0, 1, 0, 1]);

    expect(metricOf('ece', measured, { bins: 15 })).toBeCloseTo(0.15, 6);
  });

  it('ece with one bin is the gap between mean confidence and accuracy', () => {
    const confidence = (0.7 + 0.6 + 0.5 + 0.4) / 4;

    expect(metricOf('ece', three, { bins: 1 })).toBeCloseTo(Math.abs(0.5 - confidence), 6);
  });

  it('ece of full confidence is the share of errors', () => {
    const sure = [1, 1e-30];

    expect(metricOf('ece', predicting([sure, sure, sure, sure], [0, 0, 0, 1]), { bins: 15 })).toBeCloseTo(0.25, 12);
  });

  it('ece takes the upper end of a bin into it', () => {
    const half = [0.5, 0.5];
    const above = [0.500001, 0.499999];

    expect(metricOf('ece', predicting([half, above], [0, 1]), { bins: 2 })).toBeCloseTo(0.5, 5);
  });

  it('agreement compares with the mean probabilities of the teachers', () => {
    const surelyFirst = [
      [0.9, 0.1],
      [0.9, 0.1],
    ];
    const barelySecond = [
      [0.4, 0.6],
      [0.05, 0.95],
    ];
    const student = [
      [0.6, 0.4],
      [0.6, 0.4],
    ];

    expect(metricOf('agreement', predicting(student, [1, 1], [surelyFirst, barelySecond]))).toBe(0.5);
  });

  it('agreement with oneself is complete', () => {
    expect(metricOf('agreement', { ...three, teachers: [three.predictions.logits] })).toBe(1);
  });

  it('reports the size of the product', () => {
    const asked = ['params', 'bytes', 'flops'].map(name => ({ name, settings: {} }));

    expect(measure(asked, three)).toEqual({ params: 12, bytes: 48, flops: 24 });
  });
});
