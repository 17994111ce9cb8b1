import { createTokenInstance, type IToken, type TokenType } from './chevrotain.js';
import { LeftCurly, LeftRound, LeftSquare, RightCurly, RightRound, RightSquare } from './tokens.js';

const closers = new Map<TokenType, TokenType>([
  [LeftCurly, RightCurly],
  [LeftSquare, RightSquare],
  [LeftRound, RightRound],
]);
const openers = new Map<TokenType, TokenType>([...closers].map(([open, close]) => [close, open]));

/** What closes a bracket; undefined for anything but an opening one. */
export const closerOf = (opening: IToken): TokenType | undefined => closers.get(opening.tokenType);

/** What opens a bracket; undefined for anything but a closing one. */
export const openerOf = (closing: IToken): TokenType | undefined => openers.get(closing.tokenType);

/** A token that nobody wrote, without width, directly behind one that somebody did. */
export function implied(type: TokenType, behind: IToken): IToken {
  const offset = (behind.endOffset ?? behind.startOffset) + 1;
  const line = behind.endLine ?? 1;
  const column = (behind.endColumn ?? 0) + 1;
  return createTokenInstance(type, '', offset, offset - 1, line, line, column, column - 1);
}

/** Whether the author wrote the token, or we did. */
export const isImplied = (token: IToken): boolean => token.image === '';

/** Whether a token is the first of its line. */
export const startsLine = (token: IToken, previous: IToken | undefined): boolean =>
  previous === undefined || token.startLine !== previous.endLine;

/** What plain matching, without regard to indentation, says of the brackets of a text. */
export function survey(tokens: readonly IToken[]): { readonly balanced: boolean; readonly surplus: boolean } {
  const expected: TokenType[] = [];
  let balanced = true;
  let surplus = false;
  for (const token of tokens) {
    const closer = closerOf(token);
    if (closer) expected.push(closer);
    else if (openerOf(token)) {
      if (expected.length === 0) surplus = true;
      if (expected.pop() !== token.tokenType) balanced = false;
    }
  }
  return { balanced: balanced && expected.length === 0, surplus };
}
