import { nearest } from '../lib/nearest.js';
import { openStore, type RunFolder, type Store } from '../store/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import { type StoreOptions, storeFolder } from './store-options.js';
import type { Terminal } from './terminal.js';

export interface FoundRun {
  readonly store: Store;
  readonly run: RunFolder;
}

/**
 * @param part any unambiguous part of the run's name; the newest run where it is absent
 * @throws CommandError where it means no run, or several: a mistake of the command line, not of the store
 */
export function findRun(
  part: string | undefined,
  options: StoreOptions,
  terminal: Terminal,
  access: 'read' | 'write' = 'read',
): FoundRun {
  const store = openStore(storeFolder(options, terminal), access);
  expectOneRun(
    store.runs.list().map(({ name }) => name),
    part,
  );
  return { store, run: store.runs.find(part) };
}

/** Whether some run of the store is meant by a part of a name. */
export const namesARun = (part: string, options: StoreOptions, terminal: Terminal): boolean =>
  openStore(storeFolder(options, terminal), 'read')
    .runs.list()
    .some(({ name }) => name.includes(part));

function expectOneRun(names: readonly string[], part: string | undefined): void {
  if (names.length === 0) throw new CommandError('there is no run yet', exitCode.wrong, 'start one: `kd exp run FILE`');
  if (part === undefined || names.includes(part)) return;
  const matches = names.filter(name => name.includes(part));
  if (matches.length === 0) {
    const near = nearest(
      part,
      names.flatMap(name => [name, name.slice(name.lastIndexOf('-') + 1)]),
    );
    throw new CommandError(
      `no run is named \`${part}\``,
      exitCode.wrong,
      near ? `did you mean \`${near}\`?` : '`kd exp ls` lists them',
    );
  }
  if (matches.length > 1)
    throw new CommandError(`\`${part}\` is a part of ${matches.length} names: ${matches.slice(-5).join(', ')}`);
}
