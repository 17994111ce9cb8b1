import { grad, sum, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { softTargetDivergence, softTargetLoss, targetDivergence } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, noise, tensorsLeftBy, valuesOf } from '../numerics.js';
import { divergence, softmax } from './by-hand.js';

const student = [
  [1.2, -0.3, 0.4],
  [0.1, 2, -1],
];
const teacher = [
  [2, 0.5, -1],
  [-0.4, 0.3, 0.9],
];

/** T² · mean over the batch of KL(softmax(teacher/T) ‖ softmax(student/T)), in doubles. */
const byHand = (of: number[][], from: number[][], temperature: number): number => {
  const rows = of.map((logits, row) => divergence(softmax(from[row]!, temperature), softmax(logits, temperature)));
  return (temperature ** 2 * rows.reduce((total, row) => total + row, 0)) / rows.length;
};
const rowsOf = (flat: readonly number[]): number[][] => [flat.slice(0, 3), flat.slice(3)];
const lossOf = (of: number[][], from: number[][], temperature: number): number =>
  valuesOf(softTargetLoss(tensor2d(of), tensor2d(from), temperature))[0]!;
const gradientOf = (of: number[][], from: number[][], temperature: number): number[] =>
  valuesOf(grad(z => softTargetLoss(z as Tensor2D, tensor2d(from), temperature))(tensor2d(of)));

describeEachEngine('softTargetLoss', () => {
  it.each([1, 4, 20])('agrees with the formula written as loops over plain numbers at T = %d', temperature => {
    const rounding = Math.max(1, temperature ** 2 / 10) * 1e-5; // that of the divergence, times T²
    expectClose([lossOf(student, teacher, temperature)], [byHand(student, teacher, temperature)], rounding);
  });

  it('is 0.119818 on the example worked out in the literature notes', () => {
    expect(lossOf([[1, 1, 0]], [[2, 1, 0]], 4)).toBeCloseTo(0.119818, 5);
  });

  it('has the gradient that finite differences say', () => {
    const expected = centralDifferences(flat => byHand(rowsOf(flat), teacher, 3), student.flat());

    expectClose(gradientOf(student, teacher, 3), expected, 1e-5);
  });

  it('is 0, with no gradient, where student and teacher agree', () => {
    expectClose([lossOf(teacher, teacher, 2)], [0], 1e-6);
    expectClose(gradientOf(teacher, teacher, 2), Array(6).fill(0), 1e-6);
  });

  it('does not change when all logits of an example are moved together', () => {
    const moved = student.map(row => row.map(logit => logit + 10));

    expectClose([lossOf(moved, teacher, 4)], [lossOf(student, teacher, 4)], 1e-5);
  });

  it('has a gradient that tends to the centred difference of logits over batch and classes as T grows', () => {
    const centred = (row: number[]) => row.map(z => z - row.reduce((total, other) => total + other, 0) / row.length);
    const limit = student.flatMap((row, at) => {
      const [own, other] = [centred(row), centred(teacher[at]!)];
      return own.map((z, c) => (z - other[c]!) / 3 / student.length);
    });

    expectClose(gradientOf(student, teacher, 300), limit, 3e-3);
  });

  it('is finite where logits are far apart', () => {
    expect(lossOf([[-500, 500, 0]], [[500, -500, 0]], 1)).toBeCloseTo(1000, 2);
    expectClose(gradientOf([[-500, 500, 0]], [[500, -500, 0]], 1), [-1, 1, 0]);
  });

  it('sends no gradient to the teacher', () => {
    const [of, from] = [tensor2d(student), tensor2d(teacher)];

    expect(() => grad(z => softTargetLoss(of, z as Tensor2D, 4))(from)).toThrow(/gradient/);
  });

  it('leaves no tensor behind but its result', () => {
    const [of, from] = [tensor2d(student), tensor2d(teacher)];

    expect(tensorsLeftBy(() => softTargetLoss(of, from, 4))).toBe(1);
  });

  it('names the tensors whose shapes differ', () => {
    const [of, from] = [noise([2, 3]) as Tensor2D, noise([2, 4]) as Tensor2D];

    expect(() => softTargetLoss(of, from, 4)).toThrow('studentLogits [2, 3], teacherLogits [2, 4]');
  });
});

describeEachEngine('targetDivergence', () => {
  it('is that of soft targets where the probabilities come from a teacher', () => {
    const probabilities = tensor2d(teacher.map(row => softmax(row, 4)));

    const found = targetDivergence(tensor2d(student), probabilities, 4);

    expectClose(found, valuesOf(softTargetDivergence(tensor2d(student), tensor2d(teacher), 4)), 1e-6);
  });

  it('takes a probability of 0 as nothing, and is then the cross-entropy', () => {
    const found = targetDivergence(
      tensor2d(student),
      tensor2d([
        [0, 1, 0],
        [1, 0, 0],
      ]),
      1,
    );

    expectClose(found, [-Math.log(softmax(student[0]!, 1)[1]!), -Math.log(softmax(student[1]!, 1)[0]!)]);
  });

  it('has the gradient T · (q − p) / T², sample by sample', () => {
    const probabilities = [
      [0.5, 0.5, 0],
      [0.2, 0.3, 0.5],
    ];

    const found = grad(z => sum(targetDivergence(z as Tensor2D, tensor2d(probabilities), 2)))(tensor2d(student));

    const expected = student.flatMap((row, at) => softmax(row, 2).map((q, c) => (q - probabilities[at]![c]!) / 2));
    expectClose(found, expected);
  });
});
