import { nearest } from '../lib/nearest.js';
import type { Plan } from '../plan/index.js';
import { initialState, type RunEvent, type RunState, reduce } from '../report/index.js';
import { openStore, type RunFolder, type Runs } from '../store/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import type { StoreOptions } from './store-options.js';
import { storeFolder } from './store-options.js';
import type { Terminal } from './terminal.js';

/** A run of the store as far as it has come. */
export interface Replayed {
  readonly run: RunFolder;
  readonly state: RunState;
  readonly events: readonly RunEvent[];
}

/** @param part any unambiguous part of the run's name; the newest run where it is absent */
export function replayRun(part: string | undefined, options: StoreOptions, terminal: Terminal): Replayed {
  return replay(findRun(openStore(storeFolder(options, terminal), 'read').runs, part));
}

/** The run that a part of its name means, or the newest one. */
export function findRun(runs: Runs, part: string | undefined): RunFolder {
  expectOneRun(
    runs.list().map(({ name }) => name),
    part,
  );
  return runs.find(part);
}

/** Whether some run of the store is meant by a part of a name. */
export const namesARun = (part: string, options: StoreOptions, terminal: Terminal): boolean =>
  openStore(storeFolder(options, terminal), 'read')
    .runs.list()
    .some(({ name }) => name.includes(part));

/** A name that means no run, or several, is a mistake of the command line, not of the store. */
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

/** What a run has come to, by its journal. */
export function replay(run: RunFolder): Replayed {
  const events = run.events<RunEvent>();
  const state = initialState(run.plan() as Plan);
  state.run = run.name;
  for (const event of events) reduce(state, event);
  // A head that was killed could not say so.
  if (state.state === 'running' && !run.head()) state.state = 'stopped';
  return { run, state, events };
}
