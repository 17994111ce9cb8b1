import type { Diagnostic } from './diagnostic.js';
import { parse } from './parse.js';
import { printWith } from './print.js';
import type { Source } from './source.js';
import { SourceLayout } from './source-layout.js';
import { tokenize } from './tokenize.js';

/** A formatted text, or why there is none: a file with mistakes is left alone. */
export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A text in canonical form, with all its comments, its line ends and its byte-order mark. Formatting twice changes
 * nothing. Refuses (throws, for it is our defect) rather than give a text with other tokens or comments.
 */
export function format(source: Source): Formatted {
  const { diagnostics } = parse(source);
  if (diagnostics.length > 0) return { diagnostics };
  const text = formatOnce(source);
  const isSame = signature(source) === signature({ ...source, text });
  if (!isSame || formatOnce({ ...source, text }) !== text) throw new Error(`formatting would change ${source.path}`);
  return { text };
}

function formatOnce(source: Source): string {
  const { tree } = parse(source);
  const text = printWith(new SourceLayout(source, tokenize(source).comments), tree);
  const mark = source.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return mark + (/^[^\n]*\r\n/.test(source.text) ? text.replaceAll('\n', '\r\n') : text);
}

/** Tokens without those that may come and go (`;`, a last comma), and comments in any order. */
function signature(source: Source): string {
  const { code, comments } = tokenize(source);
  const images = code.map(({ image }) => image).filter(image => image !== ';');
  const isKept = (image: string, index: number): boolean => image !== ',' || !/^[\])]$/.test(images[index + 1] ?? '');
  return JSON.stringify([images.filter(isKept), comments.map(({ image }) => image.trimEnd()).sort()]);
}
