import { type Diagnostic, firstMistakes } from '../../grammar/index.js';

/** Each diagnostic once, by file in the order in which files first speak, then by position; of many mistakes the first. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const once = new Map(diagnostics.map(diagnostic => [keyOf(diagnostic), diagnostic]));
  const byFile = new Map<string, Diagnostic[]>();
  for (const diagnostic of once.values()) {
    const { path } = diagnostic.span.source;
    const ofFile = byFile.get(path);
    if (ofFile) ofFile.push(diagnostic);
    else byFile.set(path, [diagnostic]);
  }
  return [...byFile.values()].flatMap(found => {
    const sorted = found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    // that something is left out is an error itself: warnings alone are all told
    return sorted.some(({ severity }) => severity === 'error') ? firstMistakes(sorted) : sorted;
  });
}

const keyOf = ({ code, span, message }: Diagnostic): string =>
  `${span.source.path}\n${span.start}-${span.end}\n${code}\n${message}`;
