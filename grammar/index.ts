export { type Diagnostic, type DiagnosticKind, diagnostic, type Related, type Severity, seeAlso } from './diagnostic.js';
export { lineText, type Position, positionOf, type Source, type Span } from './source.js';
export type * from './tree.js';
export { declarationKinds } from './tree.js';
// parse(source: Source): { tree: SyntaxTree; diagnostics: Diagnostic[] }   and   print(tree or value node): string   come here
