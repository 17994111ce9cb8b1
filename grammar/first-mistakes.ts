import type { Diagnostic } from './diagnostic.js';
import { tooMany } from './diagnostics/index.js';

/** So many mistakes of a file are told: more would not be read, and could take longer to show than to find. */
export const mostMistakes = 100;

/**
 * The first mistakes of a file, in order; the last one counts what is left out.
 *
 * @param dropped how many more there were that nobody kept
 */
export function firstMistakes(inOrder: readonly Diagnostic[], dropped = 0): readonly Diagnostic[] {
  const next = inOrder[mostMistakes];
  if (!next) return inOrder;
  const more = inOrder.length - mostMistakes + dropped;
  return [...inOrder.slice(0, mostMistakes), tooMany.at(next.span, { more })];
}
