import type { BlockEntry } from '../../catalogue/index.js';
import { columns } from '../columns.js';
import type { Paint } from '../paint.js';
import { typeText } from './type-text.js';

/** A block of the language and its settings. */
export function blockPage(name: string, block: BlockEntry, paint: Paint): string[] {
  const settings = Object.entries(block.settings).map(([setting, { shape, help, default: standard }]) => [
    setting,
    typeText(shape),
    standard === undefined ? '' : `default ${standard}`,
    help,
  ]);
  return [
    `${paint('bold', name)} (block): ${block.help}`,
    '',
    ...columns(settings),
    '',
    `  ${paint('cyan', block.example)}`,
  ];
}
