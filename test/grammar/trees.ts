import type { Span } from '../../grammar/index.js';

/** A tree without its spans, for comparing. */
export function plain<T>(tree: T): T {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'span' ? undefined : value)));
}

/** All spans of a tree. */
export function spansOf(node: unknown): readonly Span[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === 'span' ? [value as Span] : spansOf(value)));
}
