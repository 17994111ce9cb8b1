import { type Block, print, type Value } from '../../grammar/index.js';

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
      return isSwept(value) ? [] : [[at.join('.'), print(value).replace(/\s+/g, ' ')] as const];
    });
}

const isSwept = (value: Value): boolean => value.kind === 'Each';
