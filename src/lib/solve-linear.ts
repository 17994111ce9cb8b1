/**
 * x of A x = b by elimination with partial pivoting, in double precision; undefined where A is singular.
 *
 * @param matrix rows of A, as many as columns
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] | undefined {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const entry = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (const column of matrix.keys()) {
    const below = [...rows.keys()].slice(column);
    const pivot = below.reduce((best, row) =>
      Math.abs(entry(row, column)) > Math.abs(entry(best, column)) ? row : best,
    );
    if (entry(pivot, column) === 0) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    const top = rows[column] ?? [];
    for (const row of below.slice(1)) {
      const factor = entry(row, column) / entry(column, column);
      rows[row] = (rows[row] ?? []).map((value, at) => value - factor * (top[at] ?? 0));
    }
  }
  const x = new Array<number>(matrix.length).fill(0);
  for (const row of [...matrix.keys()].reverse()) {
    const known = x.reduce((sum, value, at) => (at > row ? sum + value * entry(row, at) : sum), 0);
    x[row] = (entry(row, matrix.length) - known) / entry(row, row);
  }
  return x;
}
