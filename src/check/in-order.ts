import type { Diagnostic } from '../../grammar/index.js';

/** Each diagnostic once, by file in the order in which files first speak, then by position. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const once = new Map(diagnostics.map(diagnostic => [keyOf(diagnostic), diagnostic]));
  const files = [...new Set(diagnostics.map(({ span }) => span.source.path))];
  const place = new Map(files.map((path, index) => [path, index]));
  const fileOf = ({ span }: Diagnostic): number => place.get(span.source.path) ?? 0;
  return [...once.values()].sort(
    (a, b) => fileOf(a) - fileOf(b) || a.span.start - b.span.start || a.span.end - b.span.end,
  );
}

const keyOf = ({ code, span, message }: Diagnostic): string =>
  `${span.source.path}\n${span.start}-${span.end}\n${code}\n${message}`;
