import { closerOf, implied, isImplied, openerOf, startsLine, survey } from './brackets.js';
import { type IToken, type TokenType, tokenMatcher } from './chevrotain.js';
import { missingBrace, tooDeep, unclosedBracket, wrongBracket } from './diagnostics/index.js';
import { endOfHeader } from './header.js';
import type { Report } from './report.js';
import type { Source, Span } from './source.js';
import { Colon, Hole, LeftCurly, Plain, Surplus, Word } from './tokens.js';

const deepest = 64;

/** A bracket that is open where we read. */
interface Opening {
  readonly token: IToken;
  /** The column at which its line starts. */
  readonly indent: number;
  /** Whether its contents are indented no deeper than its line, so that indentation says nothing about it. */
  readonly isFlat: boolean;
  /** Whether it is the block of a setting that is written without braces, which ends by indentation alone. */
  readonly isNested: boolean;
  /** The word in front of it: `teacher`, `train`, `mlp`. */
  readonly owner: string | undefined;
}

/**
 * Makes every bracket of a text close, so that the grammar need not care: an unclosed one is closed and blamed on its
 * opening, a closing one too many becomes a `Surplus`, a wrong one the right one, a group deeper than 64 a `Hole`.
 * Indentation decides only where plain matching fails. A block without braces (YAML) gets its braces.
 */
export function balance(
  source: Source,
  tokens: readonly IToken[],
  report: Report,
  isCutOff = false,
): readonly IToken[] {
  return new Balancer(source, tokens, report, isCutOff).run();
}

class Balancer {
  readonly #source: Source;
  readonly #tokens: readonly IToken[];
  readonly #report: Report;
  readonly #balanced: boolean;
  readonly #hasSurplus: boolean;
  readonly #result: IToken[] = [];
  readonly #stack: Opening[] = [];
  /** The column at which the line starts. */
  #indent = 1;
  /** The first token of the declaration that is read. */
  #item: IToken | undefined;
  /** Where to put the brace that a declaration forgot. */
  #blockAt = -1;
  /** Whether the end of the text is not read, for a reason that was reported: then nothing closes, and none is to blame. */
  #isCutOff: boolean;

  constructor(source: Source, tokens: readonly IToken[], report: Report, isCutOff: boolean) {
    this.#source = source;
    this.#tokens = tokens;
    this.#report = report;
    this.#isCutOff = isCutOff;
    ({ balanced: this.#balanced, surplus: this.#hasSurplus } = survey(tokens));
  }

  run(): readonly IToken[] {
    for (let index = 0; index < this.#tokens.length; index++) {
      const token = this.#tokens[index];
      if (token) index = this.#read(token, index);
    }
    while (this.#stack.length > 0) this.#closeUnclosed();
    return this.#result;
  }

  /** Reads one token, or a whole group that is too deep; gives the index of the last token read. */
  #read(token: IToken, index: number): number {
    const previous = this.#tokens[index - 1];
    if (index === this.#blockAt && previous) this.#openImplied(previous);
    if (startsLine(token, previous)) this.#startLine(token, index);
    else if (this.#stack.length === 0 && previous && openerOf(previous)) this.#item = token;
    if (closerOf(token)) return this.#open(token, index);
    if (openerOf(token)) this.#close(token, index);
    else this.#result.push(token);
    if (token.tokenType === Colon) this.#openNested(token, this.#tokens[index + 1]);
    return index;
  }

  #startLine(token: IToken, index: number): void {
    this.#indent = columnOf(token);
    if (!openerOf(token)) {
      for (let top = this.#stack.at(-1); top && this.#endsBefore(top); top = this.#stack.at(-1)) this.#closeUnclosed();
    }
    if (this.#stack.length > 0) return;
    this.#item = token;
    this.#blockAt = endOfHeader(this.#tokens, index) ?? -1;
  }

  /** Whether a line that starts at this column lies outside of a bracket. */
  #endsBefore(opening: Opening): boolean {
    return opening.indent >= this.#indent && (isImplied(opening.token) || (!this.#balanced && !opening.isFlat));
  }

  #open(token: IToken, index: number): number {
    if (this.#stack.length >= deepest) return this.#skipGroup(token, index);
    const next = this.#tokens[index + 1];
    const isFlat = !!next && startsLine(next, token) && !openerOf(next) && columnOf(next) <= this.#indent;
    this.#push(token, { isFlat });
    return index;
  }

  #push(token: IToken, { isFlat = false, isNested = false } = {}): void {
    const isDeclared = this.#stack.length === 0 && token.tokenType === LeftCurly && isPlain(this.#item);
    const before = isDeclared ? this.#item : this.#result.at(-1);
    const owner = isPlain(before) ? before?.image : undefined;
    this.#stack.push({ token, indent: this.#indent, isFlat, isNested, owner });
    this.#result.push(token);
  }

  /** `teacher wide net mlp(64) }`: the brace that belongs behind the name. */
  #openImplied(previous: IToken): void {
    const header = this.#item ?? previous;
    this.#report.add(missingBrace.at(this.#spanOf(header, previous), { kind: header.image }));
    this.#push(implied(LeftCurly, previous));
    this.#blockAt = -1;
  }

  /** `train:` with deeper lines below, as in YAML. The colon is reported by whoever reads the setting. */
  #openNested(colon: IToken, next: IToken | undefined): void {
    const isInBlock = this.#stack.at(-1)?.token.tokenType === LeftCurly && this.#stack.length < deepest;
    if (!isInBlock || !next || !startsLine(next, colon) || columnOf(next) <= this.#indent) return;
    if (tokenMatcher(next, Word)) this.#push(implied(LeftCurly, colon), { isNested: true });
  }

  #close(token: IToken, index: number): void {
    const match = this.#matchOf(token, index);
    const top = this.#stack.at(-1);
    if (match !== undefined && !this.#staysOpen(token, index, match)) {
      while (this.#stack.length > match + 1) this.#closeUnclosed();
      this.#stack.pop();
      this.#result.push(token);
    } else if (top && top.token.tokenType !== LeftCurly) this.#closeWrong(token, top);
    else this.#result.push(retyped(token, Surplus));
  }

  /** Which open bracket a closing one closes: the nearest of its kind; `)` and `]` do not reach out of a block of earlier lines. */
  #matchOf(token: IToken, index: number): number | undefined {
    const wanted = openerOf(token);
    const byIndent = !this.#balanced && wanted === LeftCurly && startsLine(token, this.#tokens[index - 1]);
    let nearest: number | undefined;
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const opening = this.#stack[depth];
      if (!opening) break;
      if (opening.token.tokenType === wanted) {
        const isAligned = byIndent && opening.indent <= this.#indent;
        if (isAligned || !(byIndent || opening.isNested)) return depth;
        if (!opening.isNested) nearest ??= depth;
      } else if (opening.token.tokenType === LeftCurly && opening.token.startLine !== token.startLine) break;
    }
    return nearest;
  }

  /** Whether the lines that follow still lie inside of what this bracket would close. */
  #staysOpen(token: IToken, index: number, match: number): boolean {
    const opening = this.#stack[match];
    const next = this.#tokens[index + 1];
    if (!opening || !next || opening.isFlat || !startsLine(next, token)) return false;
    if (opening.token.startLine === token.startLine) return false;
    const closesOther = this.#stack.at(-1)?.token.tokenType !== LeftCurly;
    if (openerOf(next)) return closesOther && columnOf(next) === opening.indent;
    return (this.#hasSurplus || (closesOther && !this.#balanced)) && columnOf(next) > opening.indent;
  }

  #closeWrong(token: IToken, { token: opening }: Opening): void {
    const closer = closerOf(opening);
    if (!closer) return;
    const names = { found: token.image, opening: opening.image, wanted: String(closer.PATTERN) };
    this.#report.add(wrongBracket.at(this.#spanOf(token), names));
    this.#stack.pop();
    this.#result.push(retyped(token, closer));
  }

  #closeUnclosed(): void {
    const opening = this.#stack.pop();
    const closer = opening && closerOf(opening.token);
    const last = this.#result.at(-1);
    if (!opening || !closer || !last) return;
    this.#result.push(implied(closer, last));
    if (isImplied(opening.token) || this.#isCutOff) return;
    const { token, owner } = opening;
    const names = { opening: token.image, closer: String(closer.PATTERN), owner, line: token.startLine ?? 1 };
    this.#report.add(unclosedBracket.at(this.#spanOf(token), names));
  }

  #skipGroup(token: IToken, start: number): number {
    this.#report.add(tooDeep.at(this.#spanOf(token), { deepest }));
    this.#result.push(retyped(token, Hole));
    let depth = 0;
    for (let index = start; index < this.#tokens.length; index++) {
      const next = this.#tokens[index] ?? token;
      if (closerOf(next)) depth++;
      else if (openerOf(next) && --depth === 0) return index;
    }
    this.#isCutOff = true;
    return this.#tokens.length;
  }

  #spanOf(first: IToken, last = first): Span {
    return { source: this.#source, start: first.startOffset, end: (last.endOffset ?? last.startOffset) + 1 };
  }
}

const retyped = (token: IToken, type: TokenType): IToken => ({
  ...token,
  tokenType: type,
  tokenTypeIdx: type.tokenTypeIdx ?? 0,
});

const isPlain = (token: IToken | undefined): boolean => !!token && tokenMatcher(token, Plain);

const columnOf = (token: IToken): number => token.startColumn ?? 1;
