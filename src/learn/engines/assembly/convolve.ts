// Convolutions as products of matrices, [places, taps · from] · [taps · from, to], the left one never laid out as a
// whole: of a block of places and a part of the depth it is packed into strips of four places, which then meet one panel
// of the filter after the other (Goto & van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).
// A dense layer is the case of one place and one tap.

import { edgeTile, packPanels, tile, tileColumns, tileRows } from './tile';

/** Most of the depth taken at a time: a strip and a panel of it fit the first cache. */
const mostDepth: i32 = 384;
/** Places packed at a time: their strips fit the second cache. */
const block: i32 = 64;

/** Depth taken at a time, so that all parts are about as deep. */
function partOf(depth: i32): i32 {
  const parts = (depth + mostDepth - 1) / mostDepth;
  return (depth + parts - 1) / parts;
}

/** Bytes of scratch that `convolve` wants. */
export function convolveScratch(depth: i32, to: i32): i32 {
  const panels = (to + tileColumns - 1) / tileColumns;
  return 4 * (panels * tileColumns * (partOf(depth) + 1) + block * (partOf(depth) + 3) + tileRows * tileColumns);
}

/**
 * out[place, b] = bias[b] + Σ over taps and a of x[place · stride + tap − before, a] · filter[tap, a, b], and 0 for what
 * is negative if `rectify`; `bias` may be 0. x: [batch, inRows, inColumns, from], out: [batch, outRows, outColumns, to].
 */
export function convolve(
  x: usize,
  filter: usize,
  bias: usize,
  out: usize,
  scratch: usize,
  rectify: bool,
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
  const depth = filterRows * filterColumns * from;
  const part = partOf(depth);
  const panels = (to + tileColumns - 1) / tileColumns;
  const right = scratch; // [panels, part, 8]
  const biases = right + <usize>(panels * tileColumns * part) * 4;
  const strips = biases + <usize>(panels * tileColumns) * 4; // [block / 4, part, 4]
  const corners = strips + <usize>(block * part) * 4; // [block, 3]: first row, first column, image
  const spare = corners + <usize>(block * 3) * 4;
  const pitch = (<usize>to) << 2;
  const places = batch * outRows * outColumns;

  memory.fill(biases, 0, (<usize>(panels * tileColumns)) << 2);
  if (bias) memory.copy(biases, bias, pitch);
  for (let low = 0; low < depth; low += part) {
    const count = min(part, depth - low);
    const isLast = low + count === depth;
    packPanels(filter + <usize>low * pitch, count, to, part, right);
    for (let first = 0; first < places; first += block) {
      const width = min(block, places - first);
      for (let p = 0; p < width; p++) {
        const place = first + p;
        const line = place / outColumns;
        const image = line / outRows;
        const corner = corners + <usize>(p * 3) * 4;
        store<i32>(corner, (line - image * outRows) * strideRows - before);
        store<i32>(corner, (place - line * outColumns) * strideColumns - left, 4);
        store<i32>(corner, image, 8);
      }
      for (let p = 0; p < width; p += tileRows) {
        const strip = strips + <usize>(p * part) * 4;
        packStrip(x, corners, p, width, low, count, inRows, inColumns, from, filterColumns, strip);
      }
      for (let panel = 0; panel < panels; panel++) {
        const columns = min(tileColumns, to - panel * tileColumns);
        const filters = right + <usize>(panel * part * tileColumns) * 4;
        const start = biases + <usize>(panel * tileColumns) * 4;
        for (let p = 0; p < width; p += tileRows) {
          const rows = min(tileRows, width - p);
          const strip = strips + <usize>(p * part) * 4;
          const corner = out + <usize>(first + p) * pitch + <usize>(panel * tileColumns) * 4;
          const initial = low ? corner : start;
          const initialPitch = low ? pitch : 0;
          const isPositive = rectify && isLast;
          if (rows === tileRows && columns === tileColumns)
            tile(strip, filters, count, initial, initialPitch, corner, pitch, isPositive);
          else edgeTile(strip, filters, count, initial, initialPitch, corner, pitch, isPositive, rows, columns, spare);
        }
      }
    }
  }
}

/** Four places side by side, [count, 4]: channels under one tap after the other, from `low` on; zeros beyond the image. */
function packStrip(
  x: usize,
  corners: usize,
  place: i32,
  places: i32,
  low: i32,
  count: i32,
  inRows: i32,
  inColumns: i32,
  from: i32,
  filterColumns: i32,
  out: usize,
): void {
  let tap = low / from;
  let channel = low - tap * from;
  let rest = count;
  while (rest > 0) {
    const length = min(rest, from - channel);
    const row = tap / filterColumns;
    const column = tap - row * filterColumns;
    const skip = (<usize>channel) << 2;
    const a = sourceOf(x, corners, place, places, row, column, inRows, inColumns, from);
    const b = sourceOf(x, corners, place + 1, places, row, column, inRows, inColumns, from);
    const c = sourceOf(x, corners, place + 2, places, row, column, inRows, inColumns, from);
    const d = sourceOf(x, corners, place + 3, places, row, column, inRows, inColumns, from);
    interleave(a && a + skip, b && b + skip, c && c + skip, d && d + skip, length, out);
    out += (<usize>length) << 4;
    rest -= length;
    channel = 0;
    tap++;
  }
}

/** Where the channels of a place lie under a tap; 0 beyond the image or the last place. */
function sourceOf(
  x: usize,
  corners: usize,
  place: i32,
  places: i32,
  row: i32,
  column: i32,
  inRows: i32,
  inColumns: i32,
  from: i32,
): usize {
  if (place >= places) return 0;
  const corner = corners + <usize>(place * 3) * 4;
  const y = load<i32>(corner) + row;
  const z = load<i32>(corner, 4) + column;
  if (y < 0 || y >= inRows || z < 0 || z >= inColumns) return 0;
  return x + <usize>(((load<i32>(corner, 8) * inRows + y) * inColumns + z) * from) * 4;
}

/** The transpose of four lines of `length` numbers; a line at 0 is all zeros. */
function interleave(a: usize, b: usize, c: usize, d: usize, length: i32, out: usize): void {
  const zero = f32x4.splat(0);
  const end = (<usize>length) << 2;
  let at: usize = 0;
  for (; at + 16 <= end; at += 16) {
    const u = a ? v128.load(a + at) : zero;
    const v = b ? v128.load(b + at) : zero;
    const w = c ? v128.load(c + at) : zero;
    const z = d ? v128.load(d + at) : zero;
    const uvLow = v128.shuffle<f32>(u, v, 0, 4, 1, 5);
    const uvHigh = v128.shuffle<f32>(u, v, 2, 6, 3, 7);
    const wzLow = v128.shuffle<f32>(w, z, 0, 4, 1, 5);
    const wzHigh = v128.shuffle<f32>(w, z, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f32>(uvLow, wzLow, 0, 1, 4, 5));
    v128.store(out, v128.shuffle<f32>(uvLow, wzLow, 2, 3, 6, 7), 16);
    v128.store(out, v128.shuffle<f32>(uvHigh, wzHigh, 0, 1, 4, 5), 32);
    v128.store(out, v128.shuffle<f32>(uvHigh, wzHigh, 2, 3, 6, 7), 48);
    out += 64;
  }
  for (; at < end; at += 4) {
    store<f32>(out, a ? load<f32>(a + at) : <f32>0);
    store<f32>(out, b ? load<f32>(b + at) : <f32>0, 4);
    store<f32>(out, c ? load<f32>(c + at) : <f32>0, 8);
    store<f32>(out, d ? load<f32>(d + at) : <f32>0, 12);
    out += 16;
  }
}
