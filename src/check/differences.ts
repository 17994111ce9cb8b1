import { type Block, print } from '../../grammar/index.js';
import { withoutSweeps } from './evaluate.js';
import type { Point } from './experiment.js';

/** For each of some blocks the settings in which they differ: path of names to the value as written. */
export function differences(blocks: readonly Block[]): readonly Point[] {
  const flat = blocks.map(block => new Map(flatten(block, [])));
  const paths = [...new Set(flat.flatMap(settings => [...settings.keys()]))];
  const differing = paths.filter(path => new Set(flat.map(settings => settings.get(path))).size > 1);
  return flat.map(settings =>
    Object.fromEntries(differing.flatMap(path => (settings.has(path) ? [[path, settings.get(path) ?? '']] : []))),
  );
}

function flatten(block: Block, path: readonly string[]): readonly (readonly [string, string])[] {
  return block.settings
    .filter(({ name }) => name.text !== 'exclude' && name.text !== 'expect')
    .flatMap(({ name, value }) => {
      const at = [...path, name.text];
      if (value.kind === 'Block') return flatten(value, at);
      // an axis inside a case speaks for itself
      if (value.kind === 'Each') return [];
      return [
        [at.join('.'), print(value.kind === 'Tagged' ? withoutSweeps(value) : value).replace(/\s+/g, ' ')] as const,
      ];
    });
}
