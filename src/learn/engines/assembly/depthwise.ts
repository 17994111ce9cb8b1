// Gradients of a depthwise convolution, of one output for each channel.
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
  const zero = f32x4.splat(0);
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < inRows; row++)
      for (let column = 0; column < inColumns; column++) {
        let c: usize = 0;
        for (; c < pitch; c += 16) {
          const isWhole = c + 16 <= pitch;
          let sum = zero;
          for (let r = 0; r < filterRows; r++) {
            const y = row + before - r;
            if (y < 0 || y % strideRows !== 0 || y / strideRows >= outRows) continue;
            for (let s = 0; s < filterColumns; s++) {
              const z = column + left - s;
              if (z < 0 || z % strideColumns !== 0 || z / strideColumns >= outColumns) continue;
              const place = <usize>((n * outRows + y / strideRows) * outColumns + z / strideColumns) * pitch + c;
              const tap = <usize>(r * filterColumns + s) * pitch + c;
              sum = f32x4.add(
                sum,
                isWhole
                  ? f32x4.mul(v128.load(dy + place), v128.load(filter + tap))
                  : f32x4.mul(loadPart(dy + place, pitch - c), loadPart(filter + tap, pitch - c)),
              );
            }
          }
          if (isWhole) v128.store(dx + c, sum);
          else storePart(dx + c, sum, pitch - c);
        }
        dx += pitch;
      }
}

/** By the filter: row by row of the images, so that both rows stay in the first cache while all taps pass. */
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
    for (let row = 0; row < outRows; row++)
      for (let r = 0; r < filterRows; r++) {
        const y = row * strideRows + r - before;
        if (y < 0 || y >= inRows) continue;
        const image = x + <usize>((n * inRows + y) * inColumns) * pitch;
        const line = dy + <usize>((n * outRows + row) * outColumns) * pitch;
        for (let s = 0; s < filterColumns; s++) {
          const tap = out + <usize>(r * filterColumns + s) * pitch;
          for (let c: usize = 0; c < pitch; c += 16) {
            const isWhole = c + 16 <= pitch;
            let sum = isWhole ? v128.load(tap + c) : loadPart(tap + c, pitch - c);
            for (let column = 0; column < outColumns; column++) {
              const z = column * strideColumns + s - left;
              if (z < 0 || z >= inColumns) continue;
              const source = image + <usize>z * pitch + c;
              const place = line + <usize>column * pitch + c;
              sum = f32x4.add(
                sum,
                isWhole
                  ? f32x4.mul(v128.load(source), v128.load(place))
                  : f32x4.mul(loadPart(source, pitch - c), loadPart(place, pitch - c)),
              );
            }
            if (isWhole) v128.store(tap + c, sum);
            else storePart(tap + c, sum, pitch - c);
          }
        }
      }
}

/** The last one, two or three channels, and zeros. */
function loadPart(at: usize, bytes: usize): v128 {
  let part = f32x4.replace_lane(f32x4.splat(0), 0, load<f32>(at));
  if (bytes > 4) part = f32x4.replace_lane(part, 1, load<f32>(at, 4));
  if (bytes > 8) part = f32x4.replace_lane(part, 2, load<f32>(at, 8));
  return part;
}

function storePart(at: usize, part: v128, bytes: usize): void {
  store<f32>(at, f32x4.extract_lane(part, 0));
  if (bytes > 4) store<f32>(at, f32x4.extract_lane(part, 1), 4);
  if (bytes > 8) store<f32>(at, f32x4.extract_lane(part, 2), 8);
}
