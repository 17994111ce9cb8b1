export {
  type Diagnostic,
  type DiagnosticKind,
  diagnostic,
  type Related,
  type Severity,
  seeAlso,
} from './diagnostic.js';
export { syntaxDiagnostics } from './diagnostics/index.js';
export { firstMistakes } from './first-mistakes.js';
export { type Formatted, format } from './format.js';
export { type Parsed, parse } from './parse.js';
export { type Printable, print } from './print.js';
export { lineText, type Position, positionOf, type Source, type Span } from './source.js';
export type * from './tree.js';
export { declarationKinds } from './tree.js';
export type { Vocabulary } from './vocabulary.js';
