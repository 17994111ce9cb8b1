import type { CstNodeLocation, IToken } from './chevrotain.js';
import type { Diagnostic } from './diagnostic.js';
import { badWord } from './diagnostics/index.js';
import type { Report } from './report.js';
import { shown } from './shown.js';
import type { Source, Span } from './source.js';
import type { Tokens } from './tokenize.js';
import { BadWord } from './tokens.js';
import type { Missing, Name } from './tree.js';

/** What the builders of the tree share: the source, its report, and what was read over so far. */
export class Reading {
  readonly source: Source;
  /** What was not read, because a mistake in it was reported. In order. */
  readonly skipped: Span[] = [];
  /** Whether the block that is read lost settings to a mistake. */
  isLossy = false;
  readonly #report: Report;
  readonly #tokens: Tokens;
  readonly #badWords = new Set<string>();

  constructor(source: Source, report: Report, tokens: Tokens) {
    this.source = source;
    this.#report = report;
    this.#tokens = tokens;
  }

  report(diagnostic: Diagnostic): void {
    this.#report.add(diagnostic);
  }

  /** Reports what is missing behind a token, unless a character of no meaning stands there: that was said. */
  reportBehind(place: Place, diagnostic: Diagnostic): void {
    if (!this.#tokens.beforeNoise.has(startOf(place))) this.report(diagnostic);
  }

  /** Reports what is wrong with something where it stands, unless a character of no meaning stands before it. */
  reportAt(place: Place, diagnostic: Diagnostic): void {
    if (!this.#tokens.behindNoise.has(startOf(place))) this.report(diagnostic);
  }

  skip(place: Place): Span {
    const span = this.span(place);
    this.skipped.push(span);
    return span;
  }

  span(first: Place, last: Place = first): Span {
    return { source: this.source, start: startOf(first), end: endOf(last) };
  }

  name(token: IToken): Name {
    const span = this.span(token);
    if (token.tokenType === BadWord && !this.#badWords.has(token.image)) {
      this.#badWords.add(token.image);
      this.report(badWord.at(span, { found: shown(token.image) }));
    }
    return { kind: 'Name', span, text: token.image };
  }

  /** The missing value behind a place. */
  missing(behind: Place): Missing {
    const at = endOf(behind);
    return { kind: 'Missing', span: { source: this.source, start: at, end: at } };
  }

  /** Whether two places stand on one line. */
  onOneLine(end: number, start: Place): boolean {
    return !/[\r\n]/.test(this.source.text.slice(end, startOf(start)));
  }
}

type Place = IToken | CstNodeLocation | Span;

const startOf = (place: Place): number => ('start' in place ? place.start : place.startOffset);

const endOf = (place: Place): number => ('start' in place ? place.end : (place.endOffset ?? place.startOffset) + 1);
