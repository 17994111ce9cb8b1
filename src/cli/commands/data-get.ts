import { join } from 'node:path';

import { datasets } from '../../catalogue/index.js';
import {
  cacheFolder,
  DataError,
  type Download,
  entryOf,
  getDataset,
  hashText,
  locate,
  nameOf,
  sourceOf,
} from '../../data/index.js';
import { nearest } from '../../lib/nearest.js';
import { columns } from '../columns.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { sizeText } from '../size-text.js';
import type { Terminal } from '../terminal.js';

/** `kd data get NAME`: says what would be fetched, from where and how large; with `--yes` fetches and verifies it. */
export const dataGet: CommandAction = async ([name = ''], options, terminal) => {
  expectKnown(name);
  const there = isPublished(name) ? locate({ name, settings: {} }, terminal.env) : undefined;
  if (there && 'files' in there) {
    terminal.out(`${name} is there already: ${there.files[0]?.path}\n`);
    return exitCode.done;
  }
  const { download, wanted } = sourceToGet(name);
  const folder = folderOf(name, terminal);
  terminal.out(`${describe(name, download, folder)}\n`);
  if (!options.yes)
    throw new CommandError('nothing was fetched', exitCode.wrong, `\`kd data get ${name} --yes\` fetches it`);

  const progress = progressOn(terminal);
  try {
    const { KD_DATA_MIRROR: mirror } = terminal.env;
    await getDataset(download, { wanted, folder, onBytes: progress.tell, ...(mirror ? { mirror } : {}) });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new CommandError(error.message, exitCode.trialFailed, byHand(download, folder));
  } finally {
    progress.end();
  }
  terminal.out(`${name} is in ${folder}\n`);
  return exitCode.done;
};

function expectKnown(name: string): void {
  if (Object.hasOwn(datasets, name)) return;
  const near = nearest(name, Object.keys(datasets));
  const help = near ? `did you mean \`${near}\`?` : '`kd data ls` lists what there is';
  throw new CommandError(`no data set is named \`${name}\``, exitCode.wrong, help);
}

const isPublished = (name: string): boolean => sourceOf({ name, settings: {} }).kind === 'published';

function sourceToGet(name: string): { readonly download: Download; readonly wanted: readonly string[] } {
  const from = { name, settings: {} };
  const source = sourceOf(from);
  if (source.kind === 'published' && source.download) return { download: source.download, wanted: source.files };
  throw new CommandError(`\`${name}\` cannot be fetched`, exitCode.wrong, `to get it: ${entryOf(from).obtain}`);
}

function folderOf(name: string, { env }: Terminal): string {
  const parent = env.KD_DATA || cacheFolder(env);
  if (parent) return join(parent, name);
  throw new CommandError(
    'there is no folder for data sets',
    exitCode.unusable,
    'name one in the variable KD_DATA, or your home folder in HOME',
  );
}

function describe(name: string, { files }: Download, folder: string): string {
  const { help, licence, source } = entryOf({ name, settings: {} });
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    `${name}: ${help}`,
    ...columns([
      ['licence', licence],
      ...(source ? [['cite', source]] : []),
      ...files.map(({ url, sizeBytes }) => ['from', `${url} (${sizeText(sizeBytes)})`]),
      ['in all', sizeText(total)],
      ['to', folder],
    ]),
  ].join('\n');
}

/** What to do where there is no network. */
const byHand = ({ files }: Download, folder: string): string =>
  [
    `without a network, fetch by hand and put into ${folder}:`,
    ...files.map(
      file =>
        `  ${nameOf(file)}, ${sizeText(file.sizeBytes)}, ${hashText(file.hash)}, from ${file.url}${file.isArchive ? '; unpack it there, without its folder' : ''}`,
    ),
    'or name a server that has these files in the variable KD_DATA_MIRROR',
  ].join('\n');

/** One line that is written over, on a terminal only. */
function progressOn({ isTty, err }: Terminal): {
  tell(file: string, bytes: number, of: number): void;
  end(): void;
} {
  let shown = '';
  return {
    tell(file, bytes, of) {
      const text = `${file} ${Math.min(100, Math.floor((100 * bytes) / of))} %`;
      if (!isTty.err || text === shown) return;
      err(`\r${text.padEnd(shown.length)}`);
      shown = text;
    },
    end: () => (shown === '' ? undefined : err('\n')),
  };
}
