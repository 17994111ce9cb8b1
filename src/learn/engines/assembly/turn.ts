/**
 * The taps of a filter [filterRows, filterColumns, from, to] that belong to one phase of the rows, last tap first, as
 * the filter of a convolution from `to` to the phases of the columns: out is [rowTaps, columnTaps, to, strideColumns ·
 * from], with zeros where taps lie beyond the filter.
 */
export function turnFilter(
  filter: usize,
  out: usize,
  phase: i32,
  rowTaps: i32,
  columnTaps: i32,
  filterRows: i32,
  filterColumns: i32,
  from: i32,
  to: i32,
  strideRows: i32,
  strideColumns: i32,
): void {
  const width = strideColumns * from;
  memory.fill(out, 0, (<usize>(rowTaps * columnTaps * to * width)) << 2);
  for (let rowTap = 0; rowTap < rowTaps; rowTap++) {
    const row = (rowTaps - 1 - rowTap) * strideRows + phase;
    if (row >= filterRows) continue;
    for (let columnTap = 0; columnTap < columnTaps; columnTap++)
      for (let columnPhase = 0; columnPhase < strideColumns; columnPhase++) {
        const column = (columnTaps - 1 - columnTap) * strideColumns + columnPhase;
        if (column >= filterColumns) continue;
        const source = filter + <usize>((row * filterColumns + column) * from * to) * 4;
        const target = out + <usize>((rowTap * columnTaps + columnTap) * to * width + columnPhase * from) * 4;
        transposeInto(source, from, to, target, (<usize>width) << 2);
      }
  }
}

/** [rows, columns] to [columns, rows], rows of the result `pitch` bytes apart; in squares that stay in the cache. */
export function transposeInto(x: usize, rows: i32, columns: i32, out: usize, pitch: usize): void {
  for (let r0 = 0; r0 < rows; r0 += 16) {
    const rowEnd = min(rows, r0 + 16);
    for (let c0 = 0; c0 < columns; c0 += 16) {
      const columnEnd = min(columns, c0 + 16);
      for (let c = c0; c < columnEnd; c++) {
        let source = x + <usize>(r0 * columns + c) * 4;
        let target = out + <usize>c * pitch + <usize>r0 * 4;
        for (let r = r0; r < rowEnd; r++) {
          store<f32>(target, load<f32>(source));
          source += (<usize>columns) << 2;
          target += 4;
        }
      }
    }
  }
}
