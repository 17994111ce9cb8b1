import { type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { decoupledLoss } from '../../../src/learn/losses/index.js';
import { describeEachEngine, noise, valuesOf } from '../numerics.js';
import { itHoldsAgainstLoops, meanOf, rowsOf } from './against-loops.js';
import { divergence, softmax } from './by-hand.js';

const shape = [3, 4] as const;
const labels = [2, 0, 3];

const parts = (student: readonly number[], teacher: readonly number[], label: number, temperature: number) => {
  const [p, q] = [softmax(teacher, temperature), softmax(student, temperature)];
  const others = (shares: readonly number[]) =>
    shares.flatMap((share, c) => (c === label ? [] : [share / (1 - shares[label]!)]));
  return {
    tckd: divergence([p[label]!, 1 - p[label]!], [q[label]!, 1 - q[label]!]),
    nckd: divergence(others(p), others(q)),
    wrong: 1 - p[label]!,
    all: divergence(p, q),
  };
};

const byHand =
  (alpha: number, beta: number, temperature: number) => (student: readonly number[], teacher: readonly number[]) => {
    const others = rowsOf(teacher, 4);
    const losses = rowsOf(student, 4).map((row, at) => {
      const { tckd, nckd } = parts(row, others[at]!, labels[at]!, temperature);
      return alpha * tckd + beta * nckd;
    });
    return temperature ** 2 * meanOf(losses);
  };

const lossOf = (student: number[], teacher: number[], of: number[], settings: Parameters<typeof decoupledLoss>[3]) => {
  const size: [number, number] = [of.length, student.length / of.length];
  return valuesOf(decoupledLoss(tensor2d(student, size), tensor2d(teacher, size), tensor1d(of), settings))[0]!;
};

describeEachEngine('decoupledLoss', () => {
  describe.each([
    [1, 8, 4],
    [1, 0, 1],
    [0, 1, 2],
  ])('with α = %d, β = %d and T = %d', (alpha, beta, temperature) => {
    itHoldsAgainstLoops({
      student: shape,
      teacher: shape,
      constant: labels,
      loss: (student, teacher, of) =>
        decoupledLoss(student as Tensor2D, teacher as Tensor2D, of as Tensor1D, { alpha, beta, temperature }),
      byHand: byHand(alpha, beta, temperature),
    });
  });

  it('is made of the parts of soft targets: KL = TCKD + (1 − p_y) · NCKD', () => {
    const [student, teacher] = [valuesOf(noise([4], 1)), valuesOf(noise([4], 2))];
    const { wrong, all } = parts(student, teacher, 1, 3);

    expect(lossOf(student, teacher, [1], { alpha: 1, beta: wrong, temperature: 3 }) / 9).toBeCloseTo(all, 5);
  });

  it('has 0.119818 and 0 for its parts on the example worked out in the literature notes', () => {
    const loss = (alpha: number, beta: number) => lossOf([1, 1, 0], [2, 1, 0], [0], { alpha, beta, temperature: 4 });

    expect(loss(1, 0)).toBeCloseTo(0.119818, 5);
    expect(loss(0, 1)).toBeCloseTo(0, 6);
  });

  it('counts examples without a label nowhere', () => {
    const settings = { alpha: 1, beta: 8, temperature: 4 };

    const found = lossOf([1, 1, 0, 5, 6, 7], [2, 1, 0, 0, 9, 1], [0, -1], settings);

    expect(found).toBeCloseTo(lossOf([1, 1, 0], [2, 1, 0], [0], settings), 5);
  });

  it('is finite where logits are far apart', () => {
    expect(lossOf([-200, 200, 0], [200, -200, 0], [0], { alpha: 1, beta: 1, temperature: 1 })).toBeCloseTo(600, 1);
  });
});
