import { cut, widthOf } from '../../report/index.js';

/** What a text means; the terminal's own colours say it where there is colour, words and signs always. */
export type Tone = 'plain' | 'dim' | 'bold' | 'good' | 'bad' | 'warn' | 'info';

/** A piece of a line in one tone. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** A line of the dashboard. */
export interface Line {
  readonly spans: readonly Span[];
  /** Where the cursor is: shown inverted, and by a sign at its beginning. */
  readonly isSelected?: boolean;
}

type Part = Span | string;

export const toned = (tone: Tone, text: string): Span => ({ text, tone });

export const line = (...parts: readonly Part[]): Line => ({
  spans: parts.map(part => (typeof part === 'string' ? { text: part, tone: 'plain' } : part)),
});

export const textOf = ({ spans }: Line): string => spans.map(({ text }) => text).join('');

/** The line cut to a width, and filled up to it where a whole row is to be inverted. What is cut is safe on a terminal. */
export function fitLine(given: Line, width: number, screen: { readonly unicode: boolean }): Line {
  const spans: Span[] = [];
  let free = width;
  for (const { text, tone } of given.spans) {
    if (free <= 0) break;
    const kept = cut(text, free, screen);
    spans.push({ text: kept, tone });
    free -= widthOf(kept);
  }
  const rest = given.isSelected && free > 0 ? [toned('plain', ' '.repeat(free))] : [];
  return { ...given, spans: [...spans, ...rest] };
}
