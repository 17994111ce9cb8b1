/** What a view drew, for keys that move by pages. */
export interface Seen {
  /** First line shown of what scrolls. */
  readonly top: number;
  /** How many lines of it are shown. */
  readonly page: number;
  /** How many there are. */
  readonly lines: number;
}

/** The first row to show, so that the cursor is in the middle where there is room above and below. */
export function topFor(cursor: number, rows: number, page: number): number {
  return Math.max(0, Math.min(rows - page, cursor - Math.floor(page / 2)));
}

/** The first line to show of what scrolls. */
export function topOf(scroll: number | 'end' | undefined, lines: number, page: number): number {
  const last = Math.max(0, lines - page);
  return scroll === 'end' ? last : Math.min(last, Math.max(0, scroll ?? 0));
}
