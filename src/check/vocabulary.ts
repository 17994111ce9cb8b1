import { blocks, type CatalogueKind, catalogue, type Entry } from '../catalogue/index.js';

/**
 * The settings a block may hold, by the word before its `{`: the parser asks, so that a forgotten value is not
 * filled by the name of the next setting. Undefined for words that only the checker can follow.
 */
export function vocabulary(word: string): ReadonlySet<string> | undefined {
  return known.get(word);
}

const known = new Map<string, ReadonlySet<string>>();
for (const kind of Object.keys(catalogue) as CatalogueKind[]) {
  for (const [name, entry] of Object.entries(catalogue[kind] as Readonly<Record<string, Entry>>))
    known.set(name, new Set([...(known.get(name) ?? []), ...Object.keys(entry.parameters)]));
}
for (const [name, block] of Object.entries(blocks)) known.set(name, new Set(Object.keys(block.settings)));
