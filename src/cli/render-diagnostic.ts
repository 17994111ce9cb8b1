import { type Diagnostic, positionOf, type Related, type Span } from '../../grammar/index.js';
import { visible } from '../lib/visible.js';
import { excerpt, type Look } from './diagnostics/excerpt.js';

/**
 * A diagnostic for people: `file:line:column`, what is wrong, the line with the place underlined, other places, help.
 * Nothing of the author's text reaches the terminal raw. Ends without a line end.
 */
export function renderDiagnostic(diagnostic: Diagnostic, look: Look): string {
  const { code, severity, message, span, help, related } = diagnostic;
  const { paint } = look;
  const colour = severity === 'error' ? 'red' : 'yellow';
  const elsewhere = related.filter(other => other.span.source !== span.source);
  const marks = [
    { span, text: '', isPrimary: true },
    ...related
      .filter(other => other.span.source === span.source)
      .map(other => ({ span: other.span, text: other.message, isPrimary: false })),
  ];
  return [
    `${paint('bold', placeText(span))}: ${paint(colour, `${severity} ${code}`)}: ${paint('bold', visible(message))}`,
    ...excerpt(span.source, marks, look),
    ...elsewhere.flatMap(other => renderElsewhere(other, look)),
    ...(help === undefined ? [] : [`   ${paint('green', 'help')}: ${visible(help)}`]),
  ].join('\n');
}

function renderElsewhere({ span, message }: Related, look: Look): string[] {
  return [
    `${placeText(span)}: ${look.paint('blue', 'note')}: ${visible(message)}`,
    ...excerpt(span.source, [{ span, text: '', isPrimary: false }], look),
  ];
}

function placeText({ source, start }: Span): string {
  const { line, column } = positionOf(source, start);
  return `${visible(source.path)}:${line}:${column}`;
}
