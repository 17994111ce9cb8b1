import { grad, type Scalar, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { centralDifferences, expectClose, noise, tensorsLeftBy, valuesOf } from '../numerics.js';

/** A loss of student and teacher, the formula written as loops over plain numbers, and where both are looked at. */
export interface LossUnderTest {
  readonly loss: (student: Tensor, teacher: Tensor, constant: Tensor) => Scalar;
  readonly byHand: (student: readonly number[], teacher: readonly number[]) => number;
  readonly student: readonly number[];
  readonly teacher: readonly number[];
  /** What else the loss takes: labels, parameters. */
  readonly constant?: readonly number[];
  /** How exact the value and the gradient are. Default 1e-5. */
  readonly tolerance?: number;
}

/** What must hold of every loss that compares a student with a frozen teacher. */
export function itHoldsAgainstLoops({
  loss: lossOf,
  byHand,
  student,
  teacher,
  constant = [],
  tolerance = 1e-5,
}: LossUnderTest): void {
  const inputs = () => {
    const more = tensor1d([...constant]);
    return [noise(student, 1), noise(teacher, 2), (own: Tensor, other: Tensor) => lossOf(own, other, more)] as const;
  };

  it('agrees with the formula written as loops over plain numbers', () => {
    const [own, other, loss] = inputs();

    expectClose(loss(own, other), [byHand(valuesOf(own), valuesOf(other))], tolerance);
  });

  it('has the gradient that finite differences say', () => {
    const [own, other, loss] = inputs();
    const target = valuesOf(other);

    const gradient = grad(z => loss(z, other))(own);

    expectClose(
      gradient,
      centralDifferences(z => byHand(z, target), valuesOf(own), 1e-5),
      10 * tolerance,
    );
  });

  it('sends no gradient to the teacher', () => {
    const [own, other, loss] = inputs();

    expect(() => grad(z => loss(own, z))(other)).toThrow(/gradient/);
  });

  it('leaves no tensor behind but its result', () => {
    const [own, other, loss] = inputs();

    expect(tensorsLeftBy(() => loss(own, other))).toBe(1);
  });
}

/** Numbers of a map by image, place and channel. */
export function mapOf(values: readonly number[], [batch, rows, columns, channels]: readonly number[]) {
  const places = rows! * columns!;
  return Array.from({ length: batch! }, (_, image) =>
    Array.from({ length: places }, (_, place) =>
      Array.from({ length: channels! }, (_, channel) => values[(image * places + place) * channels! + channel]!),
    ),
  );
}

/** Rows of a matrix. */
export const rowsOf = (values: readonly number[], length: number): number[][] =>
  Array.from({ length: values.length / length }, (_, row) => values.slice(row * length, (row + 1) * length));

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
export const meanOf = (values: readonly number[]): number => total(values) / values.length;
export const dot = (a: readonly number[], b: readonly number[]): number => total(a.map((value, at) => value * b[at]!));
export const unit = (values: readonly number[]): number[] =>
  values.map(value => value / Math.sqrt(dot(values, values)));
export const column = (rows: readonly (readonly number[])[], at: number): number[] => rows.map(row => row[at]!);
