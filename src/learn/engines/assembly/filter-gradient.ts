// The gradient of a convolution by its filter, as one product of matrices that is never laid out as a whole:
// [taps · from, places] · [places, to]. Places are taken `depth` at a time; what of them a tile needs is packed side by
// side, so that the innermost loop reads straight on (Goto & van de Geijn, "Anatomy of high-performance matrix
// multiplication", 2008).

/** Places taken at a time: a packed tile of both sides fits the first cache. */
const depth: i32 = 256;
/** A tile of the product: rows · columns in eight registers. */
const tileRows: i32 = 4;
const tileColumns: i32 = 8;

/** Bytes of scratch that `filterGradient` wants. */
export function filterGradientScratch(taps: i32, to: i32): i32 {
  const panels = (to + tileColumns - 1) / tileColumns;
  return 4 * depth * (taps + tileRows + panels * tileColumns) + 4 * tileRows * tileColumns;
}

/**
 * out[tap, a, b] = Σ over batch and places of x[place · stride + tap − before, a] · dy[place, b].
 * x: [batch, inRows, inColumns, from], dy: [batch, outRows, outColumns, to], out: [filterRows, filterColumns, from, to].
 */
export function filterGradient(
  x: usize,
  dy: usize,
  out: usize,
  scratch: usize,
  batch: i32,
  inRows: i32,
  inColumns: i32,
  from: i32,
  outRows: i32,
  outColumns: i32,
  to: i32,
  filterRows: i32,
  filterColumns: i32,
  strideRows: i32,
  strideColumns: i32,
  before: i32,
  left: i32,
): void {
  const taps = filterRows * filterColumns;
  const rows = taps * from;
  const panels = (to + tileColumns - 1) / tileColumns;
  const offsets = scratch; // [taps, depth], of x in bytes, −1 for a zero around the image
  const packedX = offsets + <usize>(taps * depth) * 4;
  const packedDy = packedX + <usize>(depth * tileRows) * 4;
  const edge = packedDy + <usize>(depth * panels * tileColumns) * 4;
  const places = batch * outRows * outColumns;
  memory.fill(out, 0, <usize>rows * <usize>to * 4);
  for (let first = 0; first < places; first += depth) {
    const count = min(depth, places - first);
    packPanels(dy + <usize>first * <usize>to * 4, count, to, packedDy);
    for (let k = 0; k < count; k++) {
      const place = first + k;
      const column = place % outColumns;
      const line = place / outColumns;
      const row = line % outRows;
      const image = line / outRows;
      let at = offsets + ((<usize>k) << 2);
      for (let r = 0; r < filterRows; r++) {
        const y = row * strideRows + r - before;
        for (let c = 0; c < filterColumns; c++) {
          const z = column * strideColumns + c - left;
          const isInside = y >= 0 && y < inRows && z >= 0 && z < inColumns;
          store<i32>(at, isInside ? ((image * inRows + y) * inColumns + z) * from : -1);
          at += depth * 4;
        }
      }
    }
    for (let top = 0; top < rows; top += tileRows) {
      const height = min(tileRows, rows - top);
      packRows(x, offsets, count, top, height, from, packedX);
      for (let panel = 0; panel < panels; panel++) {
        const width = min(tileColumns, to - panel * tileColumns);
        const corner = out + (<usize>top * <usize>to + <usize>(panel * tileColumns)) * 4;
        const right = packedDy + <usize>(panel * depth * tileColumns) * 4;
        if (height === tileRows && width === tileColumns) {
          tile(packedX, right, count, corner, <usize>to * 4);
        } else {
          copy(corner, <usize>to * 4, edge, tileColumns * 4, height, width);
          tile(packedX, right, count, edge, tileColumns * 4);
          copy(edge, tileColumns * 4, corner, <usize>to * 4, height, width);
        }
      }
    }
  }
}

/** [count, to] in panels of eight columns, [panels, depth, 8], with zeros behind the last. */
function packPanels(from: usize, count: i32, to: i32, out: usize): void {
  const zero = f32x4.splat(0);
  for (let c = 0; c < to; c += tileColumns) {
    const width = min(tileColumns, to - c);
    let source = from + ((<usize>c) << 2);
    let target = out + <usize>(c * depth) * 4;
    for (let k = 0; k < count; k++) {
      if (width === tileColumns) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
      } else {
        v128.store(target, zero);
        v128.store(target, zero, 16);
        for (let i = 0; i < width; i++) store<f32>(target + ((<usize>i) << 2), load<f32>(source + ((<usize>i) << 2)));
      }
      source += (<usize>to) << 2;
      target += tileColumns * 4;
    }
  }
}

/** Four rows of the left matrix, [depth, 4]: a row is a channel of x under a tap. */
function packRows(x: usize, offsets: usize, count: i32, top: i32, height: i32, from: i32, out: usize): void {
  const zero = f32x4.splat(0);
  if (height === tileRows && from % tileRows === 0) {
    const tap = top / from;
    const channel = x + ((<usize>(top - tap * from)) << 2);
    const line = offsets + <usize>(tap * depth) * 4;
    for (let k = 0; k < count; k++) {
      const offset = load<i32>(line + ((<usize>k) << 2));
      v128.store(out + ((<usize>k) << 4), offset < 0 ? zero : v128.load(channel + ((<usize>offset) << 2)));
    }
    return;
  }
  for (let i = 0; i < tileRows; i++) {
    const row = top + i;
    const tap = row / from;
    const channel = x + ((<usize>(row - tap * from)) << 2);
    const line = offsets + <usize>(tap * depth) * 4;
    let target = out + ((<usize>i) << 2);
    for (let k = 0; k < count; k++) {
      const offset = i < height ? load<i32>(line + ((<usize>k) << 2)) : -1;
      store<f32>(target, offset < 0 ? <f32>0 : load<f32>(channel + ((<usize>offset) << 2)));
      target += 16;
    }
  }
}

function copy(from: usize, fromPitch: usize, to: usize, toPitch: usize, height: i32, width: i32): void {
  for (let i = 0; i < height; i++)
    memory.copy(to + <usize>i * toPitch, from + <usize>i * fromPitch, (<usize>width) << 2);
}

/** out[4, 8] += left[count, 4]ᵀ · right[count, 8]. */
function tile(left: usize, right: usize, count: i32, out: usize, pitch: usize): void {
  let a0 = v128.load(out);
  let a1 = v128.load(out, 16);
  let b0 = v128.load(out + pitch);
  let b1 = v128.load(out + pitch, 16);
  let c0 = v128.load(out + 2 * pitch);
  let c1 = v128.load(out + 2 * pitch, 16);
  let d0 = v128.load(out + 3 * pitch);
  let d1 = v128.load(out + 3 * pitch, 16);
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
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out + pitch, b0);
  v128.store(out + pitch, b1, 16);
  v128.store(out + 2 * pitch, c0);
  v128.store(out + 2 * pitch, c1, 16);
  v128.store(out + 3 * pitch, d0);
  v128.store(out + 3 * pitch, d1, 16);
}
