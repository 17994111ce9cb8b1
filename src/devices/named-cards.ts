import type { Card } from './card.js';

/**
 * The cards that a name means: an index, a UUID or the beginning of one. That of a partitioned card means all of its
 * instances. The beginning of several cards' UUIDs means none.
 */
export function cardsNamed<C extends Card>(name: string, cards: readonly C[]): readonly C[] {
  if (/^\d+$/.test(name)) return cards.filter(({ index }) => index === Number(name));
  if (!/^(?:GPU|MIG)-/.test(name)) return [];
  const instances = cards.filter(({ uuid }) => uuid.startsWith(name));
  if (instances.length > 0) return instances.length === 1 ? instances : [];
  const parts = cards.filter(({ partOf }) => partOf?.startsWith(name));
  return new Set(parts.map(({ partOf }) => partOf)).size === 1 ? parts : [];
}

/**
 * What a list of names, as in `CUDA_VISIBLE_DEVICES`, leaves visible, in its order and each once. As CUDA does, it ends
 * before the first name of nothing; so the empty text and `-1` mean no card. Unlike CUDA, which may count by speed, an
 * index counts in the order of the PCI bus, as `nvidia-smi` does.
 */
export function visibleCards<C extends Card>(cards: readonly C[], list: string | undefined): readonly C[] {
  if (list === undefined) return cards;
  const visible = new Set<C>();
  for (const name of list.split(',')) {
    const named = cardsNamed(name.trim(), cards);
    if (named.length === 0) break;
    for (const card of named) visible.add(card);
  }
  return [...visible];
}
