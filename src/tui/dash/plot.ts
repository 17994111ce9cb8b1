import { squeeze } from './sparkline.js';

/** Dots of a braille character, by row and column, as bits above U+2800. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/**
 * A curve over a box of characters, the first value at the left edge and `length` at the right, by dots of braille, two by
 * four a character, or by `*` where only ASCII can be shown. What is not finite is a gap.
 *
 * @param length how many values there will be; at least as many as there are
 */
export function plot(
  values: readonly number[],
  length: number,
  box: { readonly width: number; readonly height: number },
  { unicode }: { readonly unicode: boolean },
): string[] {
  const [perColumn, perRow] = unicode ? [2, 4] : [1, 1];
  const [columns, rows] = [box.width * perColumn, box.height * perRow];
  const wide = Math.max(1, Math.round((columns * values.length) / Math.max(length, values.length, 1)));
  const shown = squeeze(values, wide);
  const finite = shown.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const rowOf = (value: number): number =>
    high > low ? Math.round(((high - value) / (high - low)) * (rows - 1)) : Math.floor((rows - 1) / 2);
  const grid = Array.from({ length: box.height }, () => new Uint8Array(box.width));
  const mark = (x: number, y: number): void => {
    const cells = grid[Math.floor(y / perRow)];
    const at = Math.floor(x / perColumn);
    if (cells?.[at] !== undefined) cells[at] |= unicode ? (dots[y % 4]?.[x % 2] ?? 0) : 1;
  };
  let before: { readonly x: number; readonly y: number } | undefined;
  for (const [at, value] of shown.entries()) {
    const x = shown.length < 2 ? 0 : Math.round((at * (wide - 1)) / (shown.length - 1));
    const here = Number.isFinite(value) ? { x, y: rowOf(value) } : undefined;
    if (here) for (const [px, py] of between(before ?? here, here)) mark(px, py);
    before = here;
  }
  return grid.map(cells =>
    Array.from(cells, bits => (unicode ? String.fromCharCode(0x2800 + bits) : bits > 0 ? '*' : ' ')).join(''),
  );
}

interface Dot {
  readonly x: number;
  readonly y: number;
}

/** The dots of a straight line, its first left to the one that ended there. */
function between(from: Dot, to: Dot): (readonly [x: number, y: number])[] {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = steps === 0 ? 1 : step / steps;
    return [Math.round(from.x + share * (to.x - from.x)), Math.round(from.y + share * (to.y - from.y))];
  });
}
