import { type DiagnosticKind, diagnostic } from '../diagnostic.js';
import * as brackets from './brackets.js';
import * as characters from './characters.js';
import * as items from './items.js';
import * as values from './values.js';

export const tooMany = diagnostic('KD1901', {
  severity: 'error',
  title: 'more mistakes than are shown',
  text: (c: { more: number }) => `and ${c.more} more`,
  help: 'correct those above first',
  page: 'At most a hundred mistakes of a file are shown. Correct those first, most of the others may go with them.',
});

/** Every code that reading a file can give, in order. */
export const syntaxDiagnostics: readonly DiagnosticKind<never>[] = [
  ...Object.values(characters),
  ...Object.values(brackets),
  ...Object.values(items),
  ...Object.values(values),
  tooMany,
].sort((a, b) => (a.code < b.code ? -1 : 1));

export * from './brackets.js';
export * from './characters.js';
export * from './items.js';
export * from './values.js';
