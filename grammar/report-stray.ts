import { buildLiteral } from './build-literal.js';
import { type IToken, tokenMatcher } from './chevrotain.js';
import type { LeftoverCst, StrayCst } from './cst.js';
import { type Place, reservedValue, stray, surplusBracket } from './diagnostics/index.js';
import type { Reading } from './reading.js';
import { shown } from './shown.js';
import { BadNumber, Reserved, UnclosedText } from './tokens.js';

/** Reports what can begin nothing where it stands; the rest of its line was read over. */
export function reportStray({ children }: StrayCst, reading: Reading, where: Place): void {
  const { Surplus: surplus, Comma: comma, leftover } = children;
  if (surplus) reading.report(surplusBracket.at(reading.span(surplus[0]), { found: shown(surplus[0].image) }));
  if (comma) reading.report(stray.at(reading.span(comma[0]), { found: '`,`', where }));
  if (leftover) reportLeftover(leftover[0], reading, where);
}

/** One mistake for the rest of a line: what is wrong with its first token, or a bracket that closes nothing. */
export function reportLeftover(node: LeftoverCst, reading: Reading, where: Place): void {
  reading.skip(node.location);
  const tokens = tokensOf(node);
  const [first] = tokens;
  if (!first) return;
  const surplus = node.children.skipped?.find(({ children }) => children.Surplus)?.children.Surplus;
  const span = reading.span(first);
  const isMistake = [BadNumber, UnclosedText].includes(first.tokenType);
  if (isMistake) buildLiteral(first, reading);
  else if (surplus) reading.report(surplusBracket.at(reading.span(surplus[0]), { found: shown(surplus[0].image) }));
  else if (tokenMatcher(first, Reserved)) reading.report(reservedValue.at(span, { word: first.image }));
  else reading.reportAt(first, stray.at(span, { found: shown(first.image), where }));
}

/** The tokens of a skipped line, of a group its opening bracket only. */
export function tokensOf({ children }: LeftoverCst): readonly IToken[] {
  return (children.skipped ?? []).flatMap(({ children: one }) =>
    [one.Skippable, one.Surplus, one.LeftRound, one.LeftSquare, one.LeftCurly].flatMap(found => found?.[0] ?? []),
  );
}
