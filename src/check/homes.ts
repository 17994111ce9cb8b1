import { blocks, type CatalogueKind, catalogue, type Entry } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';

/** Where a setting of this name belongs, in words; undefined where nothing has one. */
export function homeOf(setting: string): string | undefined {
  const homes = [...inBlocks(setting), ...inEntries(setting)];
  const [first] = homes;
  if (!first) return undefined;
  const others = homes.slice(1, 4).map(home => `\`${home}\``);
  return `\`${setting}\` belongs to ${[`\`${first}\``, ...others].join(', ')}`;
}

/** The nearest setting of any block or entry, with its home. */
export function nearestAnywhere(setting: string): string | undefined {
  const near = nearest(setting, allSettings());
  return near && `did you mean \`${near}\`? ${homeOf(near)}`;
}

const inBlocks = (setting: string): readonly string[] =>
  Object.entries(blocks)
    .filter(([, block]) => Object.hasOwn(block.settings, setting))
    .map(([name]) => name);

const inEntries = (setting: string): readonly string[] => [
  ...new Set(allEntries().flatMap(([name, entry]) => (Object.hasOwn(entry.parameters, setting) ? [name] : []))),
];

function allSettings(): readonly string[] {
  const ofBlocks = Object.values(blocks).flatMap(block => Object.keys(block.settings));
  return [...new Set([...ofBlocks, ...allEntries().flatMap(([, entry]) => Object.keys(entry.parameters))])];
}

function allEntries(): readonly (readonly [string, Entry])[] {
  return (Object.keys(catalogue) as CatalogueKind[]).flatMap(kind =>
    Object.entries(catalogue[kind] as Readonly<Record<string, Entry>>),
  );
}
