import type { Grid } from '../formats/index.js';

/**
 * What a grid has at a point: between the middles of places as a straight line (bilinear), at the rim as at the last
 * middle.
 *
 * @param down from 0 at the upper rim to 1 at the lower, `right` likewise
 */
export function valueAt({ rows, columns, values }: Grid, down: number, right: number): number {
  const [y, x] = [inside(down * rows - 0.5, rows), inside(right * columns - 0.5, columns)];
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const at = (row: number, column: number): number =>
    values[Math.min(row, rows - 1) * columns + Math.min(column, columns - 1)] ?? 0;
  const across = (row: number): number => at(row, left) + (x - left) * (at(row, left + 1) - at(row, left));
  return across(top) + (y - top) * (across(top + 1) - across(top));
}

const inside = (place: number, count: number): number => Math.min(count - 1, Math.max(0, place));
