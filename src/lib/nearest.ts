/** A file of a hundred thousand declarations and as many mistakes is answered all the same: later names are not looked at. */
const mostCandidates = 1_000;

/**
 * The candidate an author probably meant, or undefined: at most max(1, ⌊length/3⌋) edits away (Damerau–Levenshtein,
 * a transposition is one edit), differences of case first, then a shared first letter, then the order given.
 */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(written.length / 3));
  let best: { readonly name: string; readonly cost: number } | undefined;
  let left = mostCandidates;
  for (const name of candidates) {
    if (left-- === 0) break;
    if (Math.abs(name.length - written.length) > limit) continue;
    const edits = name.toLowerCase() === written.toLowerCase() ? 0.5 : editDistance(written, name);
    if (edits > limit) continue;
    const cost = edits + (name[0] === written[0] ? 0 : 0.25);
    if (!best || cost < best.cost) best = { name, cost };
  }
  return best?.name;
}

/** Damerau–Levenshtein distance in its restricted form (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const substitution = (last[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substitution);
      if (from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1] && row > 1 && column > 1)
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
