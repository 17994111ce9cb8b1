import { balance } from './balance.js';
import { buildTree } from './build-tree.js';
import type { IToken } from './chevrotain.js';
import { closeBehindText } from './close-behind-text.js';
import type { Diagnostic } from './diagnostic.js';
import {
  foreignComment,
  notUtf8,
  tooLong,
  unclosedComment,
  unclosedText,
  unknownCharacter,
} from './diagnostics/index.js';
import { KdParser } from './parser.js';
import { Reading } from './reading.js';
import { Report } from './report.js';
import { shown, shownCharacter } from './shown.js';
import type { Source, Span } from './source.js';
import { type Tokens, tokenize } from './tokenize.js';
import { UnclosedText } from './tokens.js';
import type { SyntaxTree } from './tree.js';
import type { Vocabulary } from './vocabulary.js';

/** What a text says, as far as it could be read, and every mistake in it, in order of position. */
export interface Parsed {
  readonly tree: SyntaxTree;
  readonly diagnostics: readonly Diagnostic[];
}

/** In UTF-16 units: some 30,000 lines. What is longer is no `.kd` file, and would take seconds and gigabytes. */
const longest = 2 ** 20;

let parser: KdParser | undefined;

/**
 * Reads a text of any content: never throws, in time linear in its length. Without a diagnostic the tree is all that was
 * written; with some, `Missing` stands for what could not be read, so that later checks stay silent about it.
 */
export function parse(source: Source, vocabulary: Vocabulary = () => undefined): Parsed {
  const report = new Report(source);
  if (source.text.length > longest) {
    const span = { source, start: longest, end: longest };
    report.add(tooLong.at(span, { length: source.text.length, longest }));
    return {
      tree: { kind: 'File', span: { ...span, start: 0, end: source.text.length }, items: [] },
      diagnostics: report.finish(),
    };
  }
  const tokens = tokenize(source);
  const isCutOff = reportComments(tokens, source, report);
  reportUnclosedTexts(tokens.code, source, report);
  const balanced = balance(source, closeBehindText(tokens.code), report, isCutOff);
  parser ??= new KdParser({ skipValidations: true });
  const reading = new Reading(source, report, tokens);
  const tree = buildTree(parser.parse(balanced, vocabulary), reading);
  reportNoise(tokens.noise, reading.skipped, source, report);
  return { tree, diagnostics: report.finish() };
}

/** Reports comments of other languages; gives whether one of them swallowed the end of the text. */
function reportComments({ foreignComments }: Tokens, source: Source, report: Report): boolean {
  for (const comment of foreignComments) {
    const opening = comment.image.slice(0, 2);
    const span = { ...spanOf(comment, source), end: comment.startOffset + opening.length };
    const isOpen = opening === '/*' && (comment.image.length < 4 || !comment.image.endsWith('*/'));
    report.add(isOpen ? unclosedComment.at(span, {}) : foreignComment.at(span, { found: `\`${opening}\`` }));
    if (isOpen) return true;
  }
  return false;
}

/** Here and not where values are built: a list that such a text left open is built of nothing. */
function reportUnclosedTexts(tokens: readonly IToken[], source: Source, report: Report): void {
  for (const token of tokens)
    if (token.tokenType === UnclosedText)
      report.add(unclosedText.at(spanOf(token, source), { found: shown(token.image) }));
}

/** Reports characters of no meaning, but where a mistake was reported already; and bytes that are no UTF-8, once. */
function reportNoise(noise: readonly IToken[], skipped: readonly Span[], source: Source, report: Report): void {
  const broken = source.text.indexOf('\uFFFD');
  if (broken >= 0) report.add(notUtf8.at({ source, start: broken, end: broken + 1 }, {}));
  let next = 0;
  for (const token of noise) {
    while ((skipped[next]?.end ?? Number.POSITIVE_INFINITY) <= token.startOffset) next++;
    const isSkipped = (skipped[next]?.start ?? Number.POSITIVE_INFINITY) <= token.startOffset;
    if (isSkipped || token.image.includes('\uFFFD')) continue;
    report.add(unknownCharacter.at(spanOf(token, source), { found: shownCharacter(token.image) }));
  }
}

function spanOf(token: IToken, source: Source): Span {
  return { source, start: token.startOffset, end: token.startOffset + token.image.length };
}
