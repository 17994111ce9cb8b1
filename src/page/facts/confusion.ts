import type { Tallies } from '../../formats/index.js';

/** Of a class (row), how often it was taken for a class (column), added up over seeds; undefined where none was kept. */
export function pooledConfusion(tallies: readonly Tallies[]): readonly (readonly number[])[] | undefined {
  const matrices = tallies.flatMap(({ confusion }) => (confusion ? [confusion] : []));
  const [first] = matrices;
  return first?.map((row, from) => row.map((_, to) => sum(matrices.map(matrix => matrix[from]?.[to] ?? 0))));
}

/** One way to be wrong. */
export interface Mistake {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of the examples of its class. */
  readonly share: number;
}

/** Mistakes, the most frequent first. */
export function mistakesOf(matrix: readonly (readonly number[])[]): Mistake[] {
  return matrix
    .flatMap((row, from) => {
      const of = Math.max(1, sum(row));
      return row.flatMap((count, to) => (from === to || count === 0 ? [] : [{ from, to, count, share: count / of }]));
    })
    .sort((a, b) => b.count - a.count);
}

/** Share of the examples of a class that are taken for it; undefined where there are none. */
export function recall(matrix: readonly (readonly number[])[], label: number): number | undefined {
  const row = matrix[label] ?? [];
  const of = sum(row);
  return of === 0 ? undefined : (row[label] ?? 0) / of;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
