import {
  add,
  div,
  mean,
  mul,
  type Scalar,
  slice,
  softmax,
  squeeze,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  variable,
  variableGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Configured, catalogue } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { softTargetDivergence, targetDivergence } from '../../../src/learn/losses/index.js';
import { createWeighting, fuseTeachers, type Said } from '../../../src/learn/weightings/index.js';

const configured = (name: string, settings: Configured['settings'] = {}): Configured => ({ name, settings });
const kinds = [
  configured('uniform', { of: 'probabilities' }),
  configured('uniform', { of: 'logits' }),
  configured('fixed', { weights: [3, 1, 2] }),
  configured('entropy'),
  configured('confidence'),
  configured('gradient', { 'c-max': 0.6, normalize: false }),
  configured('gradient', { 'c-max': 1, normalize: true }),
];

const noImages = (): never => {
  throw new Error('no images are looked at');
};

/** Logits whose softmax has these probabilities. */
const logitsOf = (...probabilities: number[]): Tensor2D => tensor2d([probabilities.map(Math.log)]);

/** What is said of a batch, by a student that has not learned anything. */
const said = (teachers: readonly Tensor2D[], labels: Tensor1D, temperature = 1): Said => ({
  teachers,
  student: zerosLike(teachers[0]!),
  labels,
  images: noImages,
  temperature,
});

const weights = (kind: Configured, logits: readonly Tensor2D[], labels = [0]): number[][] =>
  createWeighting(kind, [])
    .weigh(said(logits, tensor1d(labels, 'int32')))
    .arraySync();

const anyLogits = fc.array(fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 8, maxLength: 8 }), {
  minLength: 3,
  maxLength: 3,
});
const asTensors = (values: readonly (readonly number[])[]): Tensor2D[] => values.map(row => tensor2d([...row], [2, 4]));

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('every weighting', () => {
  it('of the catalogue is here, but for that by concepts, which has tests of its own', () => {
    expect([...new Set(kinds.map(({ name }) => name))]).toEqual(
      Object.keys(catalogue.weighting).filter(name => name !== 'cav'),
    );
  });

  it.each(kinds)('gives non-negative weights that add up to one for each example: $name $settings', kind => {
    fc.assert(
      fc.property(anyLogits, values => {
        for (const row of weights(kind, asTensors(values), [1, -1])) {
          expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
          expect(Math.min(...row)).toBeGreaterThanOrEqual(-1e-6);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each(kinds.filter(({ name }) => name !== 'fixed'))('does not care for the order of teachers: $name', kind => {
    fc.assert(
      fc.property(anyLogits, values => {
        const [a, b, c] = asTensors(values);

        const [forth, back] = [weights(kind, [a!, b!, c!], [1, 2]), weights(kind, [c!, a!, b!], [1, 2])];

        forth.forEach(([x, y, z], example) => {
          [z, x, y].forEach((weight, teacher) => {
            expect(back[example]![teacher]).toBeCloseTo(weight!, 5);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each(kinds.filter(({ name }) => name !== 'fixed'))('lets identical teachers count alike: $name', kind => {
    const logits = tensor2d([[2, 1, 0]]);

    const [row] = weights(kind, [logits, logits, logits]);

    for (const weight of row!) expect(weight).toBeCloseTo(1 / 3, 6);
  });
});

describe('entropy weights', () => {
  // The published ones add up to K − 1.
  it.each([
    [
      [
        [0.9, 0.1],
        [0.5, 0.5],
      ],
      [0.6807, 0.3193],
    ],
    [
      [
        [0.9, 0.1],
        [0.5, 0.5],
        [0.7, 0.3],
      ],
      [0.8005, 0.5745, 0.625],
    ],
  ])('of %j are the published %j, divided by K − 1', (probabilities, published) => {
    const [row] = weights(
      configured('entropy'),
      probabilities.map(row => logitsOf(...row)),
    );

    row!.forEach((weight, teacher) => {
      expect(weight * (probabilities.length - 1)).toBeCloseTo(published[teacher]!, 4);
    });
  });

  it('are equal where no teacher is in any doubt', () => {
    const certain = tensor2d([[200, 0, 0]]);

    expect(weights(configured('entropy'), [certain, certain])).toEqual([[0.5, 0.5]]);
  });
});

describe('confidence weights', () => {
  it('are (1 − softmax of the cross-entropies) / (K − 1)', () => {
    const teachers = [0.1, 1.2, 0.5].map(loss => logitsOf(Math.exp(-loss), 1 - Math.exp(-loss)));

    const [row] = weights(configured('confidence'), teachers);

    [0.409, 0.2267, 0.3643].forEach((weight, teacher) => {
      expect(row![teacher]).toBeCloseTo(weight, 4);
    });
  });

  it('are equal for an example without a label, beside one that has one', () => {
    const teachers = [
      tensor2d([
        [3, 0],
        [3, 0],
      ]),
      tensor2d([
        [0, 3],
        [0, 3],
      ]),
    ];

    const [labeled, unlabeled] = weights(configured('confidence'), teachers, [0, -1]);

    expect(labeled![0]).toBeGreaterThan(0.9);
    expect(unlabeled).toEqual([0.5, 0.5]);
  });
});

describe('gradient weights', () => {
  const gradient = (most: number, normalize = false) => configured('gradient', { 'c-max': most, normalize });

  it('are those of the shortest sum of the gradients by the logits, averaged over the batch', () => {
    // of a student without opinion q = 1/2 the gradient is ½ − p in one class and its opposite in the other
    const teachers = [logitsOf(0.75, 0.25), logitsOf(0.1, 0.9)];

    const [row] = weights(gradient(1), teachers);

    // 0.25 a = 0.4 (1 − a)
    expect(row![0]).toBeCloseTo(0.4 / 0.65, 4);
  });

  it('are bounded by `c-max`, at 1/K equal', () => {
    const teachers = [logitsOf(0.75, 0.25), logitsOf(0.1, 0.9)];

    expect(weights(gradient(0.6), teachers)[0]![0]).toBeCloseTo(0.6, 5);
    expect(weights(gradient(0.5), teachers)[0]).toEqual([0.5, 0.5]);
  });

  it('of gradients at length 1 are divided by the lengths', () => {
    const teachers = [logitsOf(0.75, 0.25), logitsOf(0.1, 0.9)];

    // opposite directions share alike, and then the shorter gradient counts 0.4 / 0.25 times as much
    expect(weights(gradient(1, true), teachers)[0]![0]).toBeCloseTo(0.4 / 0.65, 4);
  });

  it('are the same for all examples of a batch', () => {
    const teachers = [tensor2d([1, 0, 0, 2], [2, 2]), tensor2d([0, 1, 3, 0], [2, 2])];

    const [first, second] = weights(gradient(1), teachers, [0, 1]);

    expect(second).toEqual(first);
  });
});

describe('fixed weights', () => {
  it('are scaled to add up to one', () => {
    const logits = tensor2d([[1, 2]]);

    const [row] = weights(configured('fixed', { weights: [3, 1] }), [logits, logits]);

    expect(row).toEqual([0.75, 0.25]);
  });

  it.each([
    [[1, 2, 3], '3 weights for 2 teachers'],
    [[0, 0], 'the weights of all teachers are 0'],
  ])('of %j are refused: %s', (given, text) => {
    const logits = tensor2d([[1, 2]]);

    expect(() => weights(configured('fixed', { weights: given }), [logits, logits])).toThrow(text);
  });
});

describe('fused teachers', () => {
  const labels = () => tensor1d([0, 1], 'int32');
  const teachers = () => [
    tensor2d([
      [2, 1, 0],
      [0, 4, 1],
    ]),
    tensor2d([
      [0, 1, 3],
      [1, 1, 1],
    ]),
    tensor2d([
      [5, 0, 0],
      [0, 0, 2],
    ]),
  ];

  it('send the gradient of the weighted sum of divergences, Σ_m w_m KL(p_m ‖ q)', () => {
    const weighting = createWeighting(configured('entropy'), []);
    const student = variable(
      tensor2d([
        [1, 0, 0],
        [0.5, 0, 2],
      ]),
    );
    const { weights: w, fused } = fuseTeachers(weighting, said(teachers(), labels(), 4));
    if (fused.of !== 'probabilities') throw new Error('expected probabilities');

    const ofMixture = variableGrads(() => mean<Scalar>(targetDivergence(student as Tensor2D, fused.probabilities, 4)));
    const ofSum = variableGrads(() =>
      teachers()
        .map((logits, teacher) => {
          const divergence = softTargetDivergence(student as Tensor2D, logits, 4);
          return mean<Scalar>(mul(divergence, squeeze(slice(w, [0, teacher], [-1, 1]))));
        })
        .reduce((a, b) => add<Scalar>(a, b)),
    );

    const [mixture, sum] = [ofMixture, ofSum].map(({ grads }) => [...grads[student.name]!.dataSync()]);
    mixture!.forEach((value, at) => {
      expect(value).toBeCloseTo(sum![at]!, 6);
    });
    student.dispose();
  });

  it('are the mean of logits where logits are averaged', () => {
    const { fused } = fuseTeachers(
      createWeighting(configured('uniform', { of: 'logits' }), []),
      said(teachers(), labels(), 4),
    );

    if (fused.of !== 'logits') throw new Error('expected logits');
    [7 / 3, 2 / 3, 1, 1 / 3, 5 / 3, 4 / 3].forEach((value, at) => {
      expect(fused.logits.dataSync()[at]).toBeCloseTo(value, 6);
    });
  });

  it('are the mean of softened probabilities where probabilities are averaged', () => {
    const { fused } = fuseTeachers(
      createWeighting(configured('uniform', { of: 'probabilities' }), []),
      said(teachers(), labels(), 2),
    );

    if (fused.of !== 'probabilities') throw new Error('expected probabilities');
    const soft = teachers().map(logits => softmax(div<Tensor2D>(logits, 2)).dataSync());
    fused.probabilities.dataSync().forEach((value, at) => {
      expect(value).toBeCloseTo((soft[0]![at]! + soft[1]![at]! + soft[2]![at]!) / 3, 6);
    });
  });

  it('are more than one: a single teacher needs no weighing', () => {
    const fuse = () =>
      fuseTeachers(createWeighting(configured('entropy'), []), said(teachers().slice(0, 1), labels(), 4));

    expect(fuse).toThrow('1 teachers need no weighing');
  });
});
