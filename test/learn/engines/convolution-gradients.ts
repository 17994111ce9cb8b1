interface Axis {
  readonly input: number;
  readonly filter: number;
  readonly output: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
}

export interface Convolution {
  readonly batch: number;
  readonly from: number;
  readonly to: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Both gradients of a convolution, by its definition: every product of the forward pass, sent back. */
export function convolutionGradients(
  { batch, from, to, rows, columns }: Convolution,
  x: readonly number[],
  filter: readonly number[],
  dy: readonly number[],
): { input: number[]; filter: number[] } {
  const byInput = x.map(() => 0);
  const byFilter = filter.map(() => 0);
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < rows.output; row++)
      for (let column = 0; column < columns.output; column++)
        for (let r = 0; r < rows.filter; r++)
          for (let c = 0; c < columns.filter; c++) {
            const [top, left] = [row * rows.stride + r - rows.before, column * columns.stride + c - columns.before];
            if (top < 0 || top >= rows.input || left < 0 || left >= columns.input) continue;
            for (let a = 0; a < from; a++)
              for (let b = 0; b < to; b++) {
                const inputAt = ((n * rows.input + top) * columns.input + left) * from + a;
                const filterAt = ((r * columns.filter + c) * from + a) * to + b;
                const outputAt = ((n * rows.output + row) * columns.output + column) * to + b;
                byInput[inputAt]! += filter[filterAt]! * dy[outputAt]!;
                byFilter[filterAt]! += x[inputAt]! * dy[outputAt]!;
              }
          }
  return { input: byInput, filter: byFilter };
}
