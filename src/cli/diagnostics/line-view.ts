import stringWidth from 'string-width';

import { visible } from '../../lib/visible.js';

/** A line as it fits on the screen, and where in it the author's columns went. */
export interface LineView {
  readonly text: string;
  /** The screen column (from 0) of a UTF-16 column (from 1) of the line; columns that were cut away go to the nearer edge. */
  screenColumn(column: number): number;
}

interface Cell {
  /** UTF-16 column, from 1. */
  readonly column: number;
  readonly shown: string;
  /** Screen columns before it, and of it. */
  readonly at: number;
  readonly width: number;
}

/** The part of a line around a column, at most `width` screen columns wide, `…` where something was cut away. */
export function viewLine(line: string, focus: number, width: number): LineView {
  const cells = cellsOf(line, focus);
  const wanted = cells.find(cell => cell.column + cell.shown.length > focus) ?? cells.at(-1);
  const left = leftEdge(cells, wanted?.at ?? 0, width);
  const room = width - 2; // an ellipsis on either side
  const kept = cells.filter(cell => cell.at >= left && cell.at + cell.width <= left + room);
  const first = kept[0];
  const last = kept.at(-1);
  const cutBefore = first !== undefined && first.column > 1;
  const lead = cutBefore ? 1 : 0;
  const end = last ? last.at + last.width - left + lead : 0;
  const cutAfter = last !== undefined && last.column + 1 <= line.length && last !== cells.at(-1);
  return {
    text: `${cutBefore ? '…' : ''}${kept.map(cell => cell.shown).join('')}${cutAfter ? '…' : ''}`,
    screenColumn(column) {
      if (first && column < first.column) return 0;
      const cell = kept.find(
        ({ column: start }, index) => column >= start && column < (kept[index + 1]?.column ?? start + 1),
      );
      return cell ? cell.at - left + lead : end;
    },
  };
}

/** Enough of a line around a column: the whole of a line that is a megabyte long need not be measured. */
function cellsOf(line: string, focus: number): readonly Cell[] {
  const start = Math.max(0, focus - 1 - reach);
  const cells: Cell[] = [];
  let at = 0;
  for (const { segment, index } of graphemes.segment(line.slice(start, focus - 1 + reach))) {
    const shown = visible(segment);
    const width = stringWidth(shown);
    cells.push({ column: start + index + 1, shown, at, width });
    at += width;
  }
  return cells;
}

const reach = 400;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A third of the screen shows what stands before the place. */
function leftEdge(cells: readonly Cell[], focusAt: number, width: number): number {
  const last = cells.at(-1);
  const total = last ? last.at + last.width : 0;
  if (total <= width - 2) return 0;
  const wanted = Math.max(0, Math.min(focusAt - Math.floor(width / 3), total - (width - 2)));
  return cells.find(cell => cell.at >= wanted)?.at ?? 0;
}
