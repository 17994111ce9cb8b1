import { closerOf, openerOf, startsLine } from './brackets.js';
import { type IToken, tokenMatcher } from './chevrotain.js';
import { Extends, LeftCurly, Plain, Separator, Word } from './tokens.js';

/**
 * Where the brace belongs that a declaration forgot: the index behind `teacher wide extends base`, if that starts a
 * line, no `{` follows, and what follows looks like the contents of a block: deeper lines, or a `}` too many.
 */
export function endOfHeader(tokens: readonly IToken[], start: number): number | undefined {
  const first = tokens[start];
  if (!first || !tokenMatcher(first, Plain)) return undefined;
  let end = start + 1;
  const isNext = (type: typeof Word): boolean => {
    const token = tokens[end];
    return !!token && !startsLine(token, tokens[end - 1]) && tokenMatcher(token, type);
  };
  if (isNext(Plain)) end++;
  if (isNext(Extends)) end++;
  if (tokens[end - 1]?.tokenType === Extends && isNext(Word)) end++;
  while (isNext(Separator)) end++;
  const next = tokens[end];
  if (!next || end === start + 1 || !tokenMatcher(next, Word)) return undefined;
  const isIndented = (token: IToken): boolean => (token.startColumn ?? 1) > (first.startColumn ?? 1);
  if (startsLine(next, tokens[end - 1])) return isIndented(next) ? end : undefined;
  const rest = restOfLine(tokens, end);
  const below = tokens[end + rest.length];
  const opened = rest.filter(closerOf).length;
  const closed = rest.filter(openerOf).length;
  const isBlock = rest.at(-1)?.tokenType !== LeftCurly && (closed > opened || (!!below && isIndented(below)));
  return isBlock ? end : undefined;
}

function restOfLine(tokens: readonly IToken[], start: number): readonly IToken[] {
  let end = start + 1;
  for (let token = tokens[end]; token && !startsLine(token, tokens[end - 1]); token = tokens[end]) end++;
  return tokens.slice(start, end);
}
