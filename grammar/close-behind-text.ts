import { closerOf, implied, openerOf, startsLine } from './brackets.js';
import type { IToken } from './chevrotain.js';
import { UnclosedText } from './tokens.js';

/**
 * A string that is not closed swallows the rest of its line, and with it the brackets that close what was opened
 * there: `{ load "model.json }`. Gives those brackets back, so that one missing quote is one mistake.
 */
export function closeBehindText(tokens: readonly IToken[]): readonly IToken[] {
  if (!tokens.some(token => token.tokenType === UnclosedText)) return tokens;
  const result: IToken[] = [];
  let opened: IToken[] = [];
  let previous: IToken | undefined;
  for (const token of tokens) {
    if (startsLine(token, previous)) opened = [];
    result.push(token);
    if (closerOf(token)) opened.push(token);
    else if (openerOf(token)) opened.pop();
    else if (token.tokenType === UnclosedText) {
      for (const character of unopened(token.image)) {
        const closer = closerOf(opened.at(-1) ?? token);
        if (closer?.PATTERN !== character) continue;
        result.push(implied(closer, token));
        opened.pop();
      }
    }
    previous = token;
  }
  return result;
}

/** The closing brackets of a text that close nothing in it. */
function unopened(text: string): readonly string[] {
  let depth = 0;
  return [...text.matchAll(/[[\](){}]/g)].flatMap(([character]) => {
    if ('[({'.includes(character)) depth++;
    else if (depth === 0) return [character];
    else depth--;
    return [];
  });
}
