import { add, concat, grad, matMul, mul, slice, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { relationalAngle, relationalDistance } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { dot, itHoldsAgainstLoops, meanOf, rowsOf, total } from './against-loops.js';

const shapes = { student: [4, 3], teacher: [4, 2] } as const;
const teacher = tensor2dOf([0, 0, 3, 0, 0, 4]);
const student = tensor2dOf([0, 0, 1, 0, 0, 1]);

function tensor2dOf(values: number[]) {
  return (): Tensor2D => tensor2d(values, [3, 2]);
}

const huber = (d: number): number => (Math.abs(d) < 1 ? d ** 2 / 2 : Math.abs(d) - 0.5);
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, at) => value - b[at]!);
const length = (a: readonly number[]): number => Math.sqrt(dot(a, a));

function distances(values: readonly number[], width: number): number[] {
  const rows = rowsOf(values, width);
  const all = rows.flatMap(a => rows.map(b => length(minus(a, b))));
  const mean = total(all) / all.filter(value => value > 0).length;
  return all.map(value => value / mean);
}

function angles(values: readonly number[], width: number): number[] {
  const rows = rowsOf(values, width);
  const ray = (from: readonly number[], to: readonly number[]): number[] => {
    const edge = minus(to, from);
    return from === to ? edge : edge.map(value => value / length(edge));
  };
  return rows.flatMap(i => rows.flatMap(j => rows.map(k => dot(ray(i, j), ray(i, k)))));
}

const byHand = (relations: typeof distances) => (own: readonly number[], other: readonly number[]) => {
  const [a, b] = [relations(own, shapes.student[1]), relations(other, shapes.teacher[1])];
  return meanOf(a.map((value, at) => huber(value - b[at]!)));
};

/** Turned, moved and made larger. */
const moved = (points: Tensor): Tensor2D => {
  const [cos, sin] = [Math.cos(2), Math.sin(2)];
  return add<Tensor2D>(mul(matMul(points as Tensor2D, tensor2d([cos, -sin, sin, cos], [2, 2])), 5), 3);
};

describeEachEngine('relationalDistance', () => {
  itHoldsAgainstLoops({
    ...shapes,
    loss: (own, other) => relationalDistance(own as Tensor2D, other as Tensor2D),
    byHand: byHand(distances),
  });

  it('is 0.0034812 on the example worked out in the literature notes', () => {
    expect(valuesOf(relationalDistance(student(), teacher()))[0]).toBeCloseTo(0.0034812, 6);
  });

  it('is 0 where the teacher is the student turned, moved and made larger', () => {
    const own = noise([4, 2], 1);

    expectClose(relationalDistance(own as Tensor2D, moved(own)), [0], 1e-9);
  });

  it('has a finite gradient where two examples coincide', () => {
    const own = noise([3, 2], 1) as Tensor2D;
    const twins = concat([own, slice(own, [0, 0], [1, 2])]);

    const slope = grad(z => relationalDistance(z as Tensor2D, noise([4, 2], 2) as Tensor2D))(twins);

    expect(valuesOf(slope).every(Number.isFinite)).toBe(true);
  });
});

describeEachEngine('relationalAngle', () => {
  itHoldsAgainstLoops({
    ...shapes,
    loss: (own, other) => relationalAngle(own as Tensor2D, other as Tensor2D),
    byHand: byHand(angles),
  });

  it('is 0.00074448 on the example worked out in the literature notes', () => {
    expect(valuesOf(relationalAngle(student(), teacher()))[0]).toBeCloseTo(0.00074448, 7);
  });

  it('is 0 where the teacher is the student turned, moved and made larger', () => {
    const own = noise([4, 2], 1);

    expectClose(relationalAngle(own as Tensor2D, moved(own)), [0], 1e-9);
  });

  describe('at chosen corners', () => {
    it('is the mean over them', () => {
      const [own, other] = [noise(shapes.student, 1) as Tensor2D, noise(shapes.teacher, 2) as Tensor2D];
      const single = [0, 1, 2, 3].map(corner => valuesOf(relationalAngle(own, other, [corner]))[0]!);

      expectClose(relationalAngle(own, other, [2, 0]), [meanOf([single[2]!, single[0]!])]);
      expectClose(relationalAngle(own, other), [meanOf(single)]);
    });
  });
});
