import { type Diagnostic, positionOf, type Span } from '../../../grammar/index.js';

/** Lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics.map(toJson), undefined, 2)}\n`;
}

function toJson({ code, severity, message, span, help, related }: Diagnostic) {
  return {
    code,
    severity,
    message,
    ...extent(span),
    ...(help === undefined ? {} : { help }),
    ...(related.length === 0
      ? {}
      : { related: related.map(other => ({ message: other.message, ...extent(other.span) })) }),
  };
}

function extent({ source, start, end }: Span) {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  return { file: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
