import { gather, grad, mul, type Tensor4D, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { attentionTransfer } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { itHoldsAgainstLoops, mapOf, meanOf, unit } from './against-loops.js';

const shapes = { student: [2, 3, 2, 4], teacher: [2, 3, 2, 3] } as const;

const attention = (values: readonly number[], shape: readonly number[], p: number): number[][] =>
  mapOf(values, shape).map(places => unit(places.map(channels => meanOf(channels.map(value => Math.abs(value) ** p)))));

const byHand = (p: number) => (student: readonly number[], teacher: readonly number[]) => {
  const [own, other] = [attention(student, shapes.student, p), attention(teacher, shapes.teacher, p)];
  return meanOf(own.flatMap((places, image) => places.map((value, at) => (value - other[image]![at]!) ** 2)));
};

describeEachEngine('attentionTransfer', () => {
  describe.each([1, 2, 3])('with p = %i', p => {
    itHoldsAgainstLoops({
      ...shapes,
      loss: (student, teacher) => attentionTransfer(student as Tensor4D, teacher as Tensor4D, p),
      byHand: byHand(p),
    });
  });

  it('does not change when a map is scaled or its channels are in another order', () => {
    const [own, other] = [noise(shapes.student, 1) as Tensor4D, noise(shapes.teacher, 2) as Tensor4D];
    const shuffled = gather(mul<Tensor4D>(own, 7), tensor1d([2, 0, 3, 1], 'int32'), 3);

    expectClose(attentionTransfer(shuffled, other), valuesOf(attentionTransfer(own, other)));
  });

  it('pools the larger map, whichever it is, and not its attention', () => {
    const [large, small] = [noise([1, 4, 4, 2], 1) as Tensor4D, noise([1, 2, 2, 2], 2) as Tensor4D];
    const values = valuesOf(large);
    const at = (row: number, col: number, c: number) => values[(row * 4 + col) * 2 + c]!;
    const mean = (i: number, c: number): number => {
      const [row, col] = [2 * Math.floor(i / 2), 2 * (i % 2)];
      return meanOf([at(row, col, c), at(row, col + 1, c), at(row + 1, col, c), at(row + 1, col + 1, c)]);
    };
    const places = [0, 1, 2, 3].map(i => meanOf([mean(i, 0) ** 2, mean(i, 1) ** 2]));
    const target = attention(valuesOf(small), [1, 2, 2, 2], 2)[0]!;
    const expected = meanOf(unit(places).map((value, i) => (value - target[i]!) ** 2));

    expectClose(attentionTransfer(large, small), [expected]);
    expectClose(attentionTransfer(small, large), [expected]);
  });

  it('has a finite gradient where a map is all zero', () => {
    const slope = grad(z => attentionTransfer(z as Tensor4D, noise(shapes.teacher, 2) as Tensor4D))(
      zeros([...shapes.student]),
    );

    expect(valuesOf(slope).every(Number.isFinite)).toBe(true);
  });
});
