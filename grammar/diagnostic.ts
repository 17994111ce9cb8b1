import type { Span } from './source.js';

export type Severity = 'error' | 'warning';

/** A mistake of the author, at its place. A value: collected and reported, never thrown. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** A sentence fragment in lower case without a full stop, holding the value it complains about. */
  readonly message: string;
  readonly span: Span;
  readonly help?: string;
  readonly related: readonly Related[];
}

export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** What all diagnostics of one code share; `page` is what `kd explain CODE` prints. */
export interface DiagnosticKind<Context> {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly page: string;
  at(span: Span, context: Context): Diagnostic;
}

interface Definition<Context> {
  readonly severity: Severity;
  /** The code in a few words, for lists. */
  readonly title: string;
  readonly text: (context: Context) => string;
  readonly help?: string | ((context: Context) => string | undefined);
  /** Why this is a mistake and what right and wrong look like: two to six sentences, examples in backticks. */
  readonly page: string;
}

/** Defines a code. `KD1xxx` cannot be parsed, `KD2xxx` cannot be meant. A code never changes meaning, is never reused. */
export function diagnostic<Context = Record<never, never>>(
  code: string,
  definition: Definition<Context>,
): DiagnosticKind<Context> {
  const { severity, title, page } = definition;
  return {
    code,
    severity,
    title,
    page,
    at(span, context) {
      const help = typeof definition.help === 'function' ? definition.help(context) : definition.help;
      const message = withShortNames(definition.text(context));
      return { code, severity, message, span, related: [], ...(help ? { help: withShortNames(help) } : {}) };
    },
  };
}

/** A name or a path may have millions of characters; its beginning and its end tell which it is. */
const withShortNames = (text: string): string =>
  text.length < longestName
    ? text
    : text.replace(/`[^`]*`/g, quoted =>
        quoted.length < longestName ? quoted : `${quoted.slice(0, 80)}…${quoted.slice(-40)}`,
      );

const longestName = 300;

/** The same diagnostic, pointing to one more place. */
export function seeAlso(diagnostic: Diagnostic, span: Span, message: string): Diagnostic {
  return { ...diagnostic, related: [...diagnostic.related, { message, span }] };
}
