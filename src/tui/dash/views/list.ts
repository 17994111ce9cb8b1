import type { Line } from '../span.js';
import { topFor, topOf } from '../window.js';
import type { Box, Picture } from './view.js';

/** Lines above, lines below, and between them as many rows as fit, the cursor's among them. */
export function listPicture(
  above: readonly Line[],
  rows: { readonly count: number; readonly cursor: number; readonly line: (at: number) => Line },
  below: readonly Line[],
  box: Box,
): Picture {
  const page = Math.max(0, box.rows - above.length - below.length);
  const top = topFor(rows.cursor, rows.count, page);
  const shown = Math.max(0, Math.min(page, rows.count - top));
  const body = Array.from({ length: shown }, (_, at) => rows.line(top + at));
  const rest = Array.from({ length: page - shown }, (): Line => ({ spans: [] }));
  return {
    lines: [...above, ...body, ...rest, ...below].slice(0, box.rows),
    seen: { top, page, lines: rows.count },
  };
}

/** As many lines of a text as fit. */
export function textPicture(
  lines: readonly Line[],
  scroll: number | 'end' | undefined,
  box: Box,
  above: readonly Line[] = [],
): Picture {
  const page = Math.max(0, box.rows - above.length);
  const top = topOf(scroll, lines.length, page);
  return { lines: [...above, ...lines.slice(top, top + page)], seen: { top, page, lines: lines.length } };
}
