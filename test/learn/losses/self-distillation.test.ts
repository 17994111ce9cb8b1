import { grad, type Tensor2D, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { movedCenter, selfDistillation, softCrossEntropy } from '../../../src/learn/losses/index.js';
import { centralDifferences, describeEachEngine, expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';
import { softmax } from './by-hand.js';

type Rows = number[][];

/** Outputs of a view: two examples, three wide. */
const view = (seed: number): Rows => [0, 1].map(row => [0, 1, 2].map(at => 0.3 * Math.sin(seed + 2 * row + 5 * at)));
const teacher = [view(1), view(2)];
const student = [view(3), view(4), view(5), view(6)];
const center = [0.1, -0.05, 0.02];
const temperatures = { teacherTemperature: 0.04, studentTemperature: 0.1 };

/** Pair by pair, view by view, example by example. */
function byHand(teachers: Rows[], students: Rows[], c: number[]): { readonly loss: number; readonly pairs: number } {
  let [total, pairs] = [0, 0];
  for (const [u, targets] of teachers.entries())
    for (const [v, outputs] of students.entries()) {
      if (u === v) continue;
      pairs++;
      for (const [row, target] of targets.entries()) {
        const p = softmax(
          target.map((value, at) => value - c[at]!),
          0.04,
        );
        const q = softmax(outputs[row]!, 0.1);
        total -= p.reduce((sum, share, at) => sum + share * Math.log(q[at]!), 0) / targets.length;
      }
    }
  return { loss: total / pairs, pairs };
}

const lossOf = (teachers: Rows[], students: Rows[], c: number[]): number => {
  const [of, from] = [students.map(rows => tensor2d(rows)), teachers.map(rows => tensor2d(rows))];
  return valuesOf(selfDistillation({ teacher: from, student: of, center: tensor1d(c), ...temperatures }))[0]!;
};

describeEachEngine('selfDistillation', () => {
  it('agrees with loops over pairs, examples and outputs', () => {
    expectClose([lossOf(teacher, student, center)], [byHand(teacher, student, center).loss], 1e-5);
  });

  it('has 18 pairs of two large views and ten in all', () => {
    const ten = Array.from({ length: 10 }, (_, at) => view(at));

    expect(byHand(teacher, ten, center).pairs).toBe(18);
    expectClose([lossOf(teacher, ten, center)], [byHand(teacher, ten, center).loss], 1e-5);
  });

  it('has the gradient that finite differences say, in every view of the student', () => {
    for (const moved of student.keys()) {
      const found = grad(z =>
        selfDistillation({
          teacher: teacher.map(rows => tensor2d(rows)),
          student: student.map((rows, at) => (at === moved ? (z as Tensor2D) : tensor2d(rows))),
          center: tensor1d(center),
          ...temperatures,
        }),
      )(tensor2d(student[moved]!));

      const rows = (flat: readonly number[]): Rows => [flat.slice(0, 3), flat.slice(3)];
      const expected = centralDifferences(
        flat => byHand(teacher, student.with(moved, rows(flat)), center).loss,
        student[moved]!.flat(),
      );
      expectClose(found, expected, 1e-3);
    }
  });

  it('sends no gradient to the teacher', () => {
    const loss = (z: Tensor2D) =>
      selfDistillation({
        teacher: [z],
        student: student.map(rows => tensor2d(rows)),
        center: tensor1d(center),
        ...temperatures,
      });

    expect(() => grad(z => loss(z as Tensor2D))(tensor2d(teacher[0]!))).toThrow(/gradient/);
  });

  it('is never less than the mean entropy of the centred, sharpened outputs of the teacher', () => {
    const entropies = teacher.flatMap(rows =>
      rows.map(row => {
        const p = softmax(
          row.map((value, at) => value - center[at]!),
          0.04,
        );
        return -p.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0);
      }),
    );

    expect(lossOf(teacher, student, center)).toBeGreaterThanOrEqual(
      entropies.reduce((a, b) => a + b) / entropies.length,
    );
  });

  it('of one net on equal views, not centred, is the cross-entropy between two temperatures', () => {
    const [p, q] = [view(1).map(row => softmax(row, 0.04)), view(1).map(row => softmax(row, 0.1))];
    const expected = p.map((row, at) => -row.reduce((sum, share, c) => sum + share * Math.log(q[at]![c]!), 0));

    expectClose([lossOf([view(1), view(1)], [view(1), view(1)], [0, 0, 0])], [(expected[0]! + expected[1]!) / 2]);
  });

  it('leaves no tensor behind but its result', () => {
    const outputs = { teacher: teacher.map(rows => tensor2d(rows)), student: student.map(rows => tensor2d(rows)) };
    const c = tensor1d(center);

    expect(tensorsLeftBy(() => selfDistillation({ ...outputs, center: c, ...temperatures }))).toBe(1);
  });
});

describeEachEngine('the centre', () => {
  it('moves towards the mean of the teacher over batch and views', () => {
    const means = [0, 1, 2].map(at => teacher.flat().reduce((sum, row) => sum + row[at]!, 0) / 4);

    const found = movedCenter(
      tensor1d(center),
      teacher.map(rows => tensor2d(rows)),
      0.9,
    );

    expectClose(
      found,
      center.map((value, at) => 0.9 * value + 0.1 * means[at]!),
    );
  });

  it('takes up a constant added to all outputs, once it is at rest', () => {
    const moved = (by: number): Rows[] => teacher.map(rows => rows.map(row => row.map((value, at) => value + by * at)));
    const atRest = (of: Rows[]): number[] => {
      const views = of.map(rows => tensor2d(rows));
      let c = zeros([3]) as ReturnType<typeof movedCenter>;
      for (let step = 0; step < 200; step++) c = movedCenter(c, views, 0.9);
      return valuesOf(c);
    };

    expectClose([lossOf(moved(0.5), student, atRest(moved(0.5)))], [lossOf(teacher, student, atRest(teacher))], 1e-4);
  });
});

describeEachEngine('softCrossEntropy', () => {
  const targets = [
    [0.2, 0.8, 0],
    [0.1, 0.3, 0.6],
  ];
  const loss = (logits: Rows): number =>
    logits.reduce(
      (all, row, at) => all - targets[at]!.reduce((sum, p, c) => sum + p * Math.log(softmax(row)[c]!), 0),
      0,
    ) / 2;

  it('agrees with loops over plain numbers, its gradient with finite differences', () => {
    const logits = view(7);

    expectClose([valuesOf(softCrossEntropy(tensor2d(logits), tensor2d(targets)))[0]!], [loss(logits)]);
    expectClose(
      grad(z => softCrossEntropy(z as Tensor2D, tensor2d(targets)))(tensor2d(logits)),
      centralDifferences(flat => loss([flat.slice(0, 3), flat.slice(3)]), logits.flat()),
    );
  });

  it('sends no gradient to the targets', () => {
    expect(() => grad(p => softCrossEntropy(tensor2d(view(7)), p as Tensor2D))(tensor2d(targets))).toThrow(/gradient/);
  });
});
