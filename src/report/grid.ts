import { type Colour, paint } from './paint.js';
import type { TextOptions } from './text-options.js';
import { cut, pad, widthOf } from './width.js';

/** One column of a table: its head, and a text for each row. */
export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align?: 'left' | 'right';
  /** May be cut down to this width where the table is too wide. */
  readonly shrinkTo?: number;
  /** Where the table is still too wide: columns with the largest number go first; those without one stay. */
  readonly dropOrder?: number;
  readonly colourOf?: (cell: string) => Colour | undefined;
}

const gap = '  ';

/** Columns side by side under their heads, one line each; columns are cut and dropped where the terminal is too narrow. */
export function grid(columns: readonly Column[], options: TextOptions): string[] {
  const kept = dropColumns(columns, options.columns);
  const widths = shrink(kept, options.columns);
  const line = (cellAt: (column: Column, width: number) => string): string =>
    kept
      .map((column, at) => cellAt(column, widths[at] ?? 0))
      .join(gap)
      .trimEnd();
  const head = line(({ title, align }, width) => pad(cut(title, width, options), width, align));
  const rows = (kept[0]?.cells ?? []).map((_, row) => line((column, width) => cellText(column, row, width, options)));
  return [paint(head, 'dim', options), ...rows];
}

/** Columns of the terminal that a table takes when everything that may be cut is cut. */
export const leastWidth = (columns: readonly Column[]): number => tableWidth(columns.map(leastColumnWidth));

/** Columns of the terminal that a table takes uncut. */
export const fullWidth = (columns: readonly Column[]): number => tableWidth(columns.map(columnWidth));

function cellText({ cells, align, colourOf }: Column, row: number, width: number, options: TextOptions): string {
  const text = cut(cells[row] ?? '', width, options);
  const colour = colourOf?.(cells[row] ?? '');
  const filled = pad(text, width, align);
  return colour ? filled.replace(text, () => paint(text, colour, options)) : filled;
}

function dropColumns(columns: readonly Column[], width = Number.POSITIVE_INFINITY): readonly Column[] {
  if (leastWidth(columns) <= width) return columns;
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
  const widths = columns.map(columnWidth);
  for (let excess = tableWidth(widths) - width; excess > 0; excess--) {
    let widest = -1;
    for (const [at, { shrinkTo = Number.POSITIVE_INFINITY }] of columns.entries())
      if ((widths[at] ?? 0) > Math.max(shrinkTo, widths[widest] ?? 0)) widest = at;
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const columnWidth = ({ title, cells }: Column): number =>
  cells.reduce((most, cell) => Math.max(most, widthOf(cell)), widthOf(title));

const leastColumnWidth = (column: Column): number =>
  Math.min(columnWidth(column), column.shrinkTo ?? Number.POSITIVE_INFINITY);

const tableWidth = (widths: readonly number[]): number =>
  widths.reduce((total, width) => total + width, gap.length * (widths.length - 1));
