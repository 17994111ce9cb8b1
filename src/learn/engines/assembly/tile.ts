// The heart of every product of matrices: eight registers of sums, fed from two packed strips.

/** A tile of a product: rows · columns in eight registers. */
export const tileRows: i32 = 4;
export const tileColumns: i32 = 8;

/**
 * out[4, 8] = initial[4, 8] + left[count, 4]ᵀ · right[count, 8], and 0 for what is negative if `rectify`. Pitches are
 * bytes from row to row; that of `initial` may be 0, for a bias.
 */
export function tile(
  left: usize,
  right: usize,
  count: i32,
  initial: usize,
  initialPitch: usize,
  out: usize,
  pitch: usize,
  rectify: bool,
): void {
  let a0 = v128.load(initial);
  let a1 = v128.load(initial, 16);
  initial += initialPitch;
  let b0 = v128.load(initial);
  let b1 = v128.load(initial, 16);
  initial += initialPitch;
  let c0 = v128.load(initial);
  let c1 = v128.load(initial, 16);
  initial += initialPitch;
  let d0 = v128.load(initial);
  let d1 = v128.load(initial, 16);
  const end = left + ((<usize>count) << 4);
  while (left < end) {
    const r0 = v128.load(right);
    const r1 = v128.load(right, 16);
    let l = v128.load32_splat(left);
    a0 = f32x4.add(a0, f32x4.mul(l, r0));
    a1 = f32x4.add(a1, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 4);
    b0 = f32x4.add(b0, f32x4.mul(l, r0));
    b1 = f32x4.add(b1, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 8);
    c0 = f32x4.add(c0, f32x4.mul(l, r0));
    c1 = f32x4.add(c1, f32x4.mul(l, r1));
    l = v128.load32_splat(left, 12);
    d0 = f32x4.add(d0, f32x4.mul(l, r0));
    d1 = f32x4.add(d1, f32x4.mul(l, r1));
    left += 16;
    right += 32;
  }
  if (rectify) {
    const zero = f32x4.splat(0);
    a0 = f32x4.max(a0, zero);
    a1 = f32x4.max(a1, zero);
    b0 = f32x4.max(b0, zero);
    b1 = f32x4.max(b1, zero);
    c0 = f32x4.max(c0, zero);
    c1 = f32x4.max(c1, zero);
    d0 = f32x4.max(d0, zero);
    d1 = f32x4.max(d1, zero);
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  out += pitch;
  v128.store(out, b0);
  v128.store(out, b1, 16);
  out += pitch;
  v128.store(out, c0);
  v128.store(out, c1, 16);
  out += pitch;
  v128.store(out, d0);
  v128.store(out, d1, 16);
}

/** The same for a tile at the lower or right edge, by way of `spare`, room for a whole one. */
export function edgeTile(
  left: usize,
  right: usize,
  count: i32,
  initial: usize,
  initialPitch: usize,
  out: usize,
  pitch: usize,
  rectify: bool,
  height: i32,
  width: i32,
  spare: usize,
): void {
  if (initialPitch) {
    copyRows(initial, initialPitch, spare, tileColumns * 4, height, width);
    initial = spare;
    initialPitch = tileColumns * 4;
  }
  tile(left, right, count, initial, initialPitch, spare, tileColumns * 4, rectify);
  copyRows(spare, tileColumns * 4, out, pitch, height, width);
}

function copyRows(from: usize, fromPitch: usize, to: usize, toPitch: usize, height: i32, width: i32): void {
  for (let i = 0; i < height; i++)
    memory.copy(to + <usize>i * toPitch, from + <usize>i * fromPitch, (<usize>width) << 2);
}

/** Rows of `columns` numbers as panels of eight columns, [panels, room, 8], with zeros behind the last column. */
export function packPanels(from: usize, rows: i32, columns: i32, room: i32, out: usize): void {
  const zero = f32x4.splat(0);
  for (let c = 0; c < columns; c += tileColumns) {
    const width = min(tileColumns, columns - c);
    let source = from + ((<usize>c) << 2);
    let target = out + <usize>(c * room) * 4;
    for (let k = 0; k < rows; k++) {
      if (width === tileColumns) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
      } else {
        v128.store(target, zero);
        v128.store(target, zero, 16);
        for (let i = 0; i < width; i++) store<f32>(target + ((<usize>i) << 2), load<f32>(source + ((<usize>i) << 2)));
      }
      source += (<usize>columns) << 2;
      target += tileColumns * 4;
    }
  }
}
