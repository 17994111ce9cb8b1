import type { IToken } from './chevrotain.js';
import { badEscape, badNumber, foreignQuotes } from './diagnostics/index.js';
import { readNumber, readText } from './literals.js';
import type { Reading } from './reading.js';
import { shown } from './shown.js';
import { BadNumber, ForeignText, NumberLiteral, TextLiteral } from './tokens.js';
import type { Missing, NumberValue, Text } from './tree.js';

/** The value of a literal token; reports whatever is wrong with it. */
export function buildLiteral(token: IToken, reading: Reading): NumberValue | Text | Missing {
  const span = reading.span(token);
  switch (token.tokenType) {
    case NumberLiteral: {
      const number = readNumber(token.image);
      if (Number.isFinite(number.value)) return { kind: 'Number', span, ...number };
      reading.report(badNumber.at(span, { found: shown(token.image), isTooLarge: true }));
      return reading.missing(token);
    }
    case TextLiteral: {
      const { value, badEscapes } = readText(token.image);
      for (const { start, end } of badEscapes) {
        const found = shown(token.image.slice(start, end));
        reading.report(badEscape.at({ ...span, start: span.start + start, end: span.start + end }, { found }));
      }
      return badEscapes.length === 0 ? { kind: 'Text', span, value } : reading.missing(token);
    }
    case ForeignText:
      reading.report(foreignQuotes.at(span, { found: shown(token.image) }));
      return { kind: 'Text', span, value: token.image.slice(1, -1) };
    case BadNumber:
      reading.report(badNumber.at(span, { found: shown(token.image) }));
      return reading.missing(token);
    default: // a text that is not closed, or a hole: both were reported when they were found
      return reading.missing(token);
  }
}
