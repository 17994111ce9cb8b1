import {
  type CatalogueKind,
  type Configured,
  findEntry,
  isConfigured,
  type TypeShape,
  type Use,
} from '../catalogue/index.js';

/** What does not fit its use, of an entry and of all entries inside its settings. */
export function misfitsOf(kind: CatalogueKind, { name, settings }: Configured, use: Use): readonly string[] {
  const entry = findEntry(kind, name);
  if (!entry) return [];
  const own = entry.misfit?.(settings, use);
  const inside = Object.entries(entry.parameters).flatMap(([setting, { type }]) =>
    misfitsInside(type, settings[setting], use),
  );
  return own === undefined ? inside : [own, ...inside];
}

function misfitsInside(shape: TypeShape, value: unknown, use: Use): readonly string[] {
  if (shape.is === 'entry' && isConfigured(value)) return misfitsOf(shape.of, value, use);
  if (shape.is === 'list' && Array.isArray(value)) return value.flatMap(item => misfitsInside(shape.of, item, use));
  return [];
}
