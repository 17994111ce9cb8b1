import { cut, pad, widthOf } from '../../report/index.js';
import { type Line, line, type Span, toned } from './span.js';

/** A column of a list: only rows that are on the screen are asked for their texts. */
export interface RowColumn<Row> {
  readonly title: string;
  readonly width: number;
  readonly align?: 'right';
  readonly of: (row: Row) => Span | readonly Span[];
  /** Where the list is too wide, columns with the largest number go first; those without one stay. */
  readonly dropOrder?: number;
}

const gap = 2;

const tableWidth = (columns: readonly RowColumn<never>[]): number =>
  columns.reduce((sum, { width }) => sum + width + gap, -gap);

/** Without the columns that do not fit. */
export function fitting<Row>(columns: readonly RowColumn<Row>[], width: number): readonly RowColumn<Row>[] {
  if (tableWidth(columns) <= width) return columns;
  const first = columns.reduce((most, { dropOrder = 0 }) => Math.max(most, dropOrder), 0);
  return first === 0
    ? columns
    : fitting(
        columns.filter(({ dropOrder = 0 }) => dropOrder < first),
        width,
      );
}

export const headLine = <Row>(columns: readonly RowColumn<Row>[], screen: { readonly unicode: boolean }): Line =>
  line(toned('dim', columns.map(({ title, width, align }) => pad(cut(title, width, screen), width, align)).join('  ')));

/** A row of a list, its columns below their heads. */
export function rowLine<Row>(
  columns: readonly RowColumn<Row>[],
  row: Row,
  screen: { readonly unicode: boolean },
  isSelected = false,
): Line {
  const spans = columns.flatMap(({ of, width, align }, at) => {
    const cell = inWidth([of(row)].flat(), width, align, screen);
    return at === 0 ? cell : [toned('plain', '  '), ...cell];
  });
  return { spans, isSelected };
}

function inWidth(
  spans: readonly Span[],
  width: number,
  align: 'right' | undefined,
  screen: { readonly unicode: boolean },
): Span[] {
  let free = width;
  const kept = spans.map(({ text, tone }) => {
    const fits = cut(text, Math.max(0, free), screen);
    free -= widthOf(fits);
    return { text: fits, tone };
  });
  const rest = toned('plain', ' '.repeat(Math.max(0, free)));
  return align === 'right' ? [rest, ...kept] : [...kept, rest];
}
