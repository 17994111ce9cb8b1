import { lineText, positionOf, type Source, type Span } from '../../../grammar/index.js';
import { visible } from '../../lib/visible.js';
import type { Paint } from '../paint.js';
import { viewLine } from './line-view.js';

/** A place to underline, and what to write beside the underline. */
export interface Mark {
  readonly span: Span;
  readonly text: string;
  readonly isPrimary: boolean;
}

export interface Look {
  readonly paint: Paint;
  /** Screen columns there are. */
  readonly columns: number;
}

/**
 * The lines of one source that hold marks, each mark underlined below its line: `^` the place itself, `-` another.
 * None of a text that is empty, or could not be read.
 */
export function excerpt(source: Source, marks: readonly Mark[], { paint, columns }: Look): string[] {
  if (source.text === '') return [];
  const placed = marks
    .map(mark => ({ mark, ...placeOf(mark.span) }))
    .sort((a, b) => a.line - b.line || Number(b.mark.isPrimary) - Number(a.mark.isPrimary));
  const gutter = String(placed.at(-1)?.line ?? 1).length;
  const rule = (number: string): string => paint('blue', ` ${number.padStart(gutter)} |`);
  const rows: string[] = [];
  let shownLine: number | undefined;

  for (const { mark, line, from, to } of placed) {
    const view = viewLine(
      lineText(source, line),
      placed.find(place => place.line === line)?.from ?? from,
      columns - gutter - 4,
    );
    if (line !== shownLine) {
      if (shownLine !== undefined && line > shownLine + 1) rows.push(paint('blue', ` ${'.'.repeat(gutter)}`));
      rows.push(`${rule(String(line))} ${view.text}`);
      shownLine = line;
    }
    const start = view.screenColumn(from);
    const length = Math.max(1, view.screenColumn(to) - start);
    const line_ = (mark.isPrimary ? '^' : '-').repeat(length) + (mark.text ? ` ${visible(mark.text)}` : '');
    rows.push(`${rule('')} ${' '.repeat(start)}${paint(mark.isPrimary ? 'red' : 'blue', line_)}`);
  }
  return rows;
}

/** A span over several lines is underlined on its first. */
function placeOf({ source, start, end }: Span): { readonly line: number; readonly from: number; readonly to: number } {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  const lineEnd = lineText(source, from.line).length + 1;
  return { line: from.line, from: from.column, to: to.line === from.line ? to.column : Math.max(lineEnd, from.column) };
}
