import { type BlockEntry, blocks } from '../../catalogue/index.js';
import { nearest } from '../../lib/nearest.js';
import { columns } from '../columns.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { blockPage } from '../explain/block-page.js';
import { entryPage } from '../explain/entry-page.js';
import { overview } from '../explain/overview.js';
import { allEntries, allSettings, homesOf } from '../explain/setting-homes.js';
import { type Paint, painter } from '../paint.js';

/** `kd explain [word]`: a code, or everything that goes by a name. */
export const explain: CommandAction = async ([word], _options, terminal) => {
  const paint = painter(terminal.colour.out);
  const pages = word === undefined ? [overview(paint)] : await pagesOf(word, paint);
  terminal.out(`${pages.map(page => page.join('\n')).join('\n\n')}\n`);
  return exitCode.done;
};

/** One name may mean several things: `kd` is a strategy and a loss, `train` a block and a setting. */
async function pagesOf(word: string, paint: Paint): Promise<string[][]> {
  if (/^kd\d+$/i.test(word)) return [await codePageOf(word.toUpperCase(), paint)];
  const block = Object.hasOwn(blocks, word) ? (blocks as Readonly<Record<string, BlockEntry>>)[word] : undefined;
  const pages = [
    ...(block ? [blockPage(word, block, paint)] : []),
    ...allEntries().flatMap(([name, entry]) => (name === word ? [entryPage(name, entry, paint)] : [])),
    ...settingPage(word, paint),
  ];
  if (pages.length === 0)
    throw unknown(word, [...Object.keys(blocks), ...allEntries().map(([name]) => name), ...allSettings()]);
  return pages;
}

function settingPage(word: string, paint: Paint): string[][] {
  const homes = homesOf(word);
  if (homes.length === 0) return [];
  return [
    [`${paint('bold', word)} (setting)`, ...columns(homes.map(({ of, type, help }) => [`of ${of}`, type, help]))],
  ];
}

/** Loaded only for a code: the parser comes with it. */
async function codePageOf(code: string, paint: Paint): Promise<string[]> {
  const { allCodes, codePage } = await import('../explain/codes.js');
  const found = allCodes().get(code);
  if (!found) throw unknown(code, allCodes().keys());
  return codePage(found, paint);
}

function unknown(word: string, known: Iterable<string>): CommandError {
  const near = nearest(word, known);
  return new CommandError(
    `nothing is called \`${word}\``,
    exitCode.wrong,
    near ? `did you mean \`${near}\`?` : '`kd explain` lists the catalogue',
  );
}
