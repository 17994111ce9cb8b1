import { type Diagnostic, positionOf } from '../../../grammar/index.js';

/**
 * Workflow commands that GitHub shows beside the lines of a pull request.
 * `endColumn` is left out where a place spans lines: GitHub takes both columns to be of one line.
 */
export function diagnosticsToGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(annotation).join('');
}

function annotation({ code, severity, message, span, help }: Diagnostic): string {
  const { line, column } = positionOf(span.source, span.start);
  const end = positionOf(span.source, span.end);
  const place = [
    `file=${property(span.source.path)}`,
    `line=${line}`,
    `col=${column}`,
    ...(end.line === line ? [`endColumn=${end.column}`] : []),
    `title=${code}`,
  ];
  return `::${severity} ${place.join(',')}::${data(help === undefined ? message : `${message}\n${help}`)}\n`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
