import {
  type CatalogueKind,
  type Configured,
  catalogueKinds,
  findEntry,
  isConfigured,
  type Use,
} from '../catalogue/index.js';

/** What does not fit its use, of an entry and of all entries inside its settings. */
export function misfitsOf(kind: CatalogueKind, { name, settings }: Configured, use: Use): readonly string[] {
  const own = findEntry(kind, name)?.misfit?.(settings, use);
  const inside = Object.values(settings)
    .flatMap(setting => (Array.isArray(setting) ? setting : [setting]))
    .filter(isConfigured)
    .flatMap(one =>
      catalogueKinds.filter(other => other !== kind || one.name !== name).flatMap(other => misfitsOf(other, one, use)),
    );
  return own === undefined ? inside : [own, ...inside];
}
