import { type BlockEntry, blocks, catalogue, type Entry } from '../../catalogue/index.js';
import { typeText } from './type-text.js';

/** A place where a setting may stand. */
export interface Home {
  /** `train`, or `sgd (optimizer)`. */
  readonly of: string;
  readonly type: string;
  readonly help: string;
}

/** Every block and every entry of the catalogue that has a setting of this name. */
export function homesOf(setting: string): Home[] {
  const inBlocks = Object.entries<BlockEntry>(blocks).flatMap(([of, { settings }]) => {
    const found = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
    return found ? [{ of, type: typeText(found.shape), help: found.help }] : [];
  });
  const inEntries = allEntries().flatMap(([name, entry]) => {
    const found = Object.hasOwn(entry.parameters, setting) ? entry.parameters[setting] : undefined;
    return found ? [{ of: `${name} (${entry.kind})`, type: typeText(found.type), help: found.help }] : [];
  });
  return [...inBlocks, ...inEntries];
}

export const allSettings = (): Set<string> =>
  new Set([
    ...Object.values<BlockEntry>(blocks).flatMap(({ settings }) => Object.keys(settings)),
    ...allEntries().flatMap(([, { parameters }]) => Object.keys(parameters)),
  ]);

/** All entries of all kinds; a name may come more than once. */
export const allEntries = (): [name: string, entry: Entry][] =>
  Object.values(catalogue).flatMap(entries => Object.entries<Entry>(entries));
