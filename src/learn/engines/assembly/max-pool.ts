/**
 * Gradient of max-pooling: dy goes to the first of the largest values of each window, row by row.
 * x, dx: [batch, inRows, inColumns, channels]; y, dy: [batch, outRows, outColumns, channels].
 */
export function maxPoolGradient(
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
  batch: i32,
  inRows: i32,
  inColumns: i32,
  outRows: i32,
  outColumns: i32,
  channels: i32,
  filterRows: i32,
  filterColumns: i32,
  strideRows: i32,
  strideColumns: i32,
  before: i32,
  left: i32,
): void {
  const pitch = (<usize>channels) << 2;
  memory.fill(dx, 0, <usize>(batch * inRows * inColumns) * pitch);
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < outRows; row++)
      for (let column = 0; column < outColumns; column++) {
        const top = row * strideRows - before;
        const side = column * strideColumns - left;
        const place = <usize>((n * outRows + row) * outColumns + column) * pitch;
        let c: usize = 0;
        for (; c + 16 <= pitch; c += 16) {
          const largest = v128.load(y + place + c);
          let rest = v128.load(dy + place + c);
          for (let r = max(0, top); r < min(inRows, top + filterRows); r++)
            for (let s = max(0, side); s < min(inColumns, side + filterColumns); s++) {
              const at = <usize>((n * inRows + r) * inColumns + s) * pitch + c;
              const found = f32x4.eq(v128.load(x + at), largest);
              v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(rest, found)));
              rest = v128.andnot(rest, found);
            }
        }
        for (; c < pitch; c += 4) {
          const largest = load<f32>(y + place + c);
          let rest = load<f32>(dy + place + c);
          for (let r = max(0, top); r < min(inRows, top + filterRows); r++)
            for (let s = max(0, side); s < min(inColumns, side + filterColumns); s++) {
              const at = <usize>((n * inRows + r) * inColumns + s) * pitch + c;
              if (load<f32>(x + at) !== largest) continue;
              store<f32>(dx + at, load<f32>(dx + at) + rest);
              rest = 0;
            }
        }
      }
}
