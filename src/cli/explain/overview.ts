import { type BlockEntry, blocks, catalogue, type Entry } from '../../catalogue/index.js';
import { columns } from '../columns.js';
import type { Paint } from '../paint.js';

/** The whole catalogue, a line for each entry, and the blocks of the language. */
export function overview(paint: Paint): string[] {
  const groups = Object.entries(catalogue).map(([kind, entries]) => [kind, linesOf<Entry>(entries)] as const);
  return [
    ...[...groups, ['block', linesOf<BlockEntry>(blocks)] as const].flatMap(([kind, lines]) => [
      paint('bold', kind),
      ...lines,
      '',
    ]),
    '`kd explain NAME` says more: of an entry, a block, a setting, or a code such as KD2201.',
  ];
}

const linesOf = <E extends { readonly help: string }>(entries: Readonly<Record<string, E>>): string[] =>
  columns(Object.entries(entries).map(([name, { help }]) => [name, help]));
