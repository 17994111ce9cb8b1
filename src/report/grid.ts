import type { Colour } from './paint.js';
import { paint } from './paint.js';
import type { TextOptions } from './text-options.js';
import { cut, pad, widthOf } from './width.js';

/** One column of a table: its head, and a text for each row. */
export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align?: 'left' | 'right';
  /** Where the table is too wide: columns with the largest number go first; those without one stay. */
  readonly dropOrder?: number;
  /** May be cut down to this width when dropping did not help. */
  readonly shrinkTo?: number;
  readonly colourOf?: (cell: string) => Colour | undefined;
}

const gap = '  ';

/** Columns side by side under their heads, one line each; columns are dropped and cut where the terminal is too narrow. */
export function grid(columns: readonly Column[], options: TextOptions): string[] {
  const kept = dropColumns(columns, options.columns);
  const widths = shrink(kept, options.columns);
  const line = (texts: readonly string[]): string => texts.join(gap).trimEnd();
  const head = kept.map((column, at) =>
    pad(cut(column.title, widths[at] ?? 0, options), widths[at] ?? 0, column.align),
  );
  const rows = (kept[0]?.cells ?? []).map((_, row) =>
    line(kept.map((column, at) => gridCell(column, row, widths[at] ?? 0, options))),
  );
  return [paint(line(head), 'dim', options), ...rows];
}

/** Columns that the whole table takes. */
export const gridWidth = (columns: readonly Column[]): number =>
  sum(columns.map(naturalWidth)) + gap.length * (columns.length - 1);

function gridCell({ cells, align, colourOf }: Column, row: number, width: number, options: TextOptions): string {
  const text = cut(cells[row] ?? '', width, options);
  const colour = colourOf?.(cells[row] ?? '');
  const filled = pad(text, width, align);
  return colour ? filled.replace(text, paint(text, colour, options)) : filled;
}

function dropColumns(columns: readonly Column[], width = Number.POSITIVE_INFINITY): readonly Column[] {
  if (gridWidth(columns) <= width) return columns;
  const first = columns.reduce((most, { dropOrder = 0 }) => Math.max(most, dropOrder), 0);
  return first === 0
    ? columns
    : dropColumns(
        columns.filter(({ dropOrder = 0 }) => dropOrder < first),
        width,
      );
}

/** Takes what is too much from the widest column that may be cut, one column of the terminal at a time. */
function shrink(columns: readonly Column[], width = Number.POSITIVE_INFINITY): number[] {
  const widths = columns.map(naturalWidth);
  for (let excess = gridWidth(columns) - width; excess > 0; excess--) {
    let widest = -1;
    for (const [at, { shrinkTo = Number.POSITIVE_INFINITY }] of columns.entries())
      if ((widths[at] ?? 0) > Math.max(shrinkTo, widths[widest] ?? 0)) widest = at;
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const naturalWidth = ({ title, cells }: Column): number =>
  cells.reduce((most, cell) => Math.max(most, widthOf(cell)), widthOf(title));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
