// The gradient of a convolution by its filter, as one product of matrices that is never laid out as a whole:
// [taps · from, places] · [places, to]. Places are taken `depth` at a time; what of them a tile needs is packed side by
// side, so that the innermost loop reads straight on (Goto & van de Geijn, "Anatomy of high-performance matrix
// multiplication", 2008).

import { edgeTile, packPanels, tile, tileColumns, tileRows } from './tile';

/** Places taken at a time: a packed tile of both sides fits the first cache. */
const depth: i32 = 256;

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
  const pitch = (<usize>to) << 2;
  memory.fill(out, 0, <usize>rows * pitch);
  for (let first = 0; first < places; first += depth) {
    const count = min(depth, places - first);
    packPanels(dy + <usize>first * pitch, count, to, depth, packedDy);
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
        const corner = out + <usize>top * pitch + <usize>(panel * tileColumns) * 4;
        const right = packedDy + <usize>(panel * depth * tileColumns) * 4;
        if (height === tileRows && width === tileColumns)
          tile(packedX, right, count, corner, pitch, corner, pitch, false);
        else edgeTile(packedX, right, count, corner, pitch, corner, pitch, false, height, width, edge);
      }
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
