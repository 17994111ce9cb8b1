import type { Vocabulary } from '../../grammar/index.js';
import { blocks, type CatalogueKind, catalogue, type Entry, metrics } from '../catalogue/index.js';

/** The settings of every block and entry, by its name; what is laid over an experiment holds an experiment's. */
export const vocabulary: Vocabulary = word => known.get(word);

const known = collect();

function collect(): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = new Map<string, ReadonlySet<string>>();
  const add = (word: string, settings: Iterable<string>): void => {
    sets.set(word, new Set([...(sets.get(word) ?? []), ...settings]));
  };
  for (const [name, { settings }] of Object.entries(blocks)) add(name, Object.keys(settings));
  for (const kind of Object.keys(catalogue) as CatalogueKind[]) {
    const entries: Readonly<Record<string, Entry>> = catalogue[kind];
    for (const [name, { parameters }] of Object.entries(entries)) add(name, Object.keys(parameters));
  }
  for (const over of ['cases', 'exclude']) add(over, Object.keys(blocks.experiment.settings));
  add('teachers', Object.keys(blocks.teacher.settings));
  add('members', Object.keys(blocks.teacher.settings));
  add('expect', Object.keys(metrics));
  return sets;
}
