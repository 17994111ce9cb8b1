import type { IToken } from './chevrotain.js';
import type { Layout, Part, Stretch } from './layout.js';
import type { Source } from './source.js';
import type { NumberValue, Text } from './tree.js';

/**
 * Keeps what an author decided: how numbers and strings are spelt, which groups stand on several lines, single empty
 * lines, and all comments, each at the nearest place where a line can hold it.
 */
export class SourceLayout implements Layout {
  readonly #text: string;
  readonly #comments: readonly IToken[];
  #taken = 0;

  constructor({ text }: Source, comments: readonly IToken[]) {
    this.#text = text;
    this.#comments = comments;
  }

  spell = ({ span }: NumberValue | Text): string => this.#text.slice(span.start, span.end);

  isSpread = ({ start, end }: Stretch, first: Part | undefined): boolean =>
    (first !== undefined && this.#newlines(start, first.span.start) > 0) || this.#hasComment(start, end);

  isApart = (part: Part | undefined, previous: Part | undefined): boolean => {
    const comment = this.#comments[this.#taken]?.startOffset ?? Number.POSITIVE_INFINITY;
    const next = Math.min(part?.span.start ?? Number.POSITIVE_INFINITY, comment);
    return previous !== undefined && Number.isFinite(next) && this.#newlines(previous.span.end, next) > 1;
  };

  takeBefore = (offset: number): readonly string[] => {
    const texts: string[] = [];
    for (let next = this.#next(offset); next !== undefined; next = this.#next(offset)) {
      texts.push(next);
      const end = (this.#comments[this.#taken]?.endOffset ?? 0) + 1;
      this.#taken++;
      if (this.#isEmptyLine(end, Math.min(this.#comments[this.#taken]?.startOffset ?? offset, offset))) texts.push('');
    }
    return texts;
  };

  takeBehind = (part: Part, offset: number): string | undefined => {
    const comment = this.#comments[this.#taken];
    if (!comment || this.#newlines(part.span.end, comment.startOffset) > 0) return undefined;
    const text = this.#next(offset);
    if (text !== undefined) this.#taken++;
    return text;
  };

  #next(before: number): string | undefined {
    const comment = this.#comments[this.#taken];
    return comment && comment.startOffset < before ? comment.image.trimEnd() : undefined;
  }

  /** Whether nothing but empty lines, and at least one, lies between two places. */
  #isEmptyLine(start: number, end: number): boolean {
    return this.#newlines(start, end) > 1 && this.#text.slice(start, end).trim() === '';
  }

  #newlines(start: number, end: number): number {
    return this.#text.slice(start, end).split('\n').length - 1;
  }

  /** By bisection: asked for every group of a file. */
  #hasComment(start: number, end: number): boolean {
    let low = 0;
    let high = this.#comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#comments[middle]?.startOffset ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return (this.#comments[low]?.startOffset ?? Number.POSITIVE_INFINITY) < end;
  }
}
