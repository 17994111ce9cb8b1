// Gradients of a depthwise convolution, of one output for each channel. Both go row by row of the images, so that the
// rows stay in the first cache while all taps pass.
// x, dx: [batch, inRows, inColumns, channels]; dy: [batch, outRows, outColumns, channels];
// filter, out: [filterRows, filterColumns, channels].

/** By the input: every product of the forward pass, sent back. */
export function depthwiseInputGradient(
  dy: usize,
  filter: usize,
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
    for (let y = 0; y < inRows; y++) {
      const line = dx + <usize>((n * inRows + y) * inColumns) * pitch;
      for (let r = 0; r < filterRows; r++) {
        const above = y + before - r;
        if (above < 0 || above % strideRows !== 0 || above / strideRows >= outRows) continue;
        const source = dy + <usize>((n * outRows + above / strideRows) * outColumns) * pitch;
        for (let s = 0; s < filterColumns; s++) {
          const tap = filter + <usize>(r * filterColumns + s) * pitch;
          const end = lastPlace(inColumns, outColumns, s, strideColumns, left);
          for (let z = firstPlace(s, strideColumns, left); z <= end; z++) {
            const place = <usize>(z * strideColumns + s - left);
            addProduct(source + <usize>z * pitch, tap, line + place * pitch, pitch);
          }
        }
      }
    }
}

/** By the filter. */
export function depthwiseFilterGradient(
  x: usize,
  dy: usize,
  out: usize,
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
  memory.fill(out, 0, <usize>(filterRows * filterColumns) * pitch);
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < outRows; row++) {
      const line = dy + <usize>((n * outRows + row) * outColumns) * pitch;
      for (let r = 0; r < filterRows; r++) {
        const y = row * strideRows + r - before;
        if (y < 0 || y >= inRows) continue;
        const source = x + <usize>((n * inRows + y) * inColumns) * pitch;
        for (let s = 0; s < filterColumns; s++) {
          const tap = out + <usize>(r * filterColumns + s) * pitch;
          const end = lastPlace(inColumns, outColumns, s, strideColumns, left);
          for (let z = firstPlace(s, strideColumns, left); z <= end; z++) {
            const place = <usize>(z * strideColumns + s - left);
            addProduct(source + place * pitch, line + <usize>z * pitch, tap, pitch);
          }
        }
      }
    }
}

/** The first output whose tap lies in the image. */
function firstPlace(tap: i32, stride: i32, left: i32): i32 {
  return tap >= left ? 0 : (left - tap + stride - 1) / stride;
}

/** The last one. */
function lastPlace(length: i32, outputs: i32, tap: i32, stride: i32, left: i32): i32 {
  const room = length - 1 + left - tap;
  return room < 0 ? -1 : min(outputs - 1, room / stride);
}

/** out += a · b, number by number. */
function addProduct(a: usize, b: usize, out: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16)
    v128.store(out + at, f32x4.add(v128.load(out + at), f32x4.mul(v128.load(a + at), v128.load(b + at))));
  for (; at < bytes; at += 4) store<f32>(out + at, load<f32>(out + at) + load<f32>(a + at) * load<f32>(b + at));
}
