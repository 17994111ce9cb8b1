import { type Diagnostic, positionOf, type Span } from '../../grammar/index.js';

/** `KD2201 error 2:43-2:47  no teacher is named …`, then help and other places, indented. */
export function describeDiagnostic({ code, severity, span, message, help, related }: Diagnostic, main: string): string {
  const file = span.source.path === main ? '' : `${span.source.path}:`;
  const others = related.map(({ span: other, message: said }) => `  see ${placeOf(other)}  ${said}`);
  return [
    `${code} ${severity} ${file}${placeOf(span)}  ${message}`,
    ...(help ? [`  help ${help}`] : []),
    ...others,
  ].join('\n');
}

function placeOf({ source, start, end }: Span): string {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  return `${from.line}:${from.column}-${to.line}:${to.column}`;
}
