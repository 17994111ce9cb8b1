import { blocks, type CatalogueKind, catalogue, type Entry } from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import { describeKind } from './describe.js';

/** Where a setting of this name belongs, in words; undefined where nothing has one. */
export function homeOf(setting: string): string | undefined {
  const inBlocks = Object.entries(blocks).flatMap(([name, { settings }]) =>
    Object.hasOwn(settings, setting) ? [`\`${name}\``] : [],
  );
  if (inBlocks.length > 0) return `\`${setting}\` belongs to ${inBlocks.join(', ')}`;
  const entry = allEntries.find(({ parameters }) => Object.hasOwn(parameters, setting));
  return entry && `\`${setting}\` belongs to ${describeKind(entry.kind)}, as in \`${entry.example}\``;
}

/** The nearest setting of any block or entry, with its home. */
export function nearestAnywhere(setting: string): string | undefined {
  const near = nearest(setting, settings);
  return near && `did you mean \`${near}\`? ${homeOf(near)}`;
}

const allEntries: readonly Entry[] = (Object.keys(catalogue) as CatalogueKind[]).flatMap(kind =>
  Object.values(catalogue[kind] as Readonly<Record<string, Entry>>),
);

/** Every setting of the language, once. */
const settings: readonly string[] = [
  ...new Set([
    ...Object.values(blocks).flatMap(block => Object.keys(block.settings)),
    ...allEntries.flatMap(({ parameters }) => Object.keys(parameters)),
  ]),
];
