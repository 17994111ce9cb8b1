import type { JobId } from '../../plan/index.js';
import { deleteGarbage, findGarbage, type Garbage, type Needs, openStore, type Store } from '../../store/index.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { sizeText } from '../size-text.js';
import { storeFolder } from '../store-options.js';

/** Younger things are left alone: some head may have made them and not told yet. */
const quietMs = 60 * 60 * 1000;

/** `kd exp gc`: deletes what no run of the store needs. */
export const expGc: CommandAction = async (_args, options, terminal) => {
  const store = openStore(storeFolder(options, terminal), options.dryRun ? 'read' : 'write');
  const found = findGarbage(store.folder, needsOf(store));
  const garbage = options.dryRun ? found : deleteGarbage(store.folder, found, () => needsOf(store));
  const bytes = garbage.reduce((sum, piece) => sum + piece.bytes, 0);
  if (options.json) {
    const shown = { version: 1, dryRun: options.dryRun === true, bytes, garbage };
    terminal.out(`${JSON.stringify(shown, undefined, 2)}\n`);
  } else {
    const lines = columns(
      kinds.flatMap(([kind, name]) =>
        rowOf(
          name,
          garbage.filter(piece => piece.kind === kind),
        ),
      ),
    );
    const closing =
      garbage.length === 0 ? 'nothing to delete' : `${options.dryRun ? 'would free' : 'freed'} ${sizeText(bytes)}`;
    terminal.out(`${[...lines, closing].join('\n')}\n`);
  }
  return exitCode.done;
};

const kinds: readonly (readonly [Garbage['kind'], string])[] = [
  ['object', 'results that no run needs'],
  ['work', 'logs and checkpoints of jobs that are done or not needed'],
  ['damaged', 'damaged results'],
  ['leftover', 'leftovers of commands that were killed'],
];

function rowOf(name: string, pieces: readonly Garbage[]): readonly string[][] {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  return pieces.length === 0 ? [] : [[name, `${pieces.length}`, sizeText(bytes)]];
}

/** @throws StoreError where a run's plan cannot be read: nobody knows then what it needs */
function needsOf({ runs }: Store): Needs {
  const now = Date.now();
  const jobs = new Set<JobId>();
  let sinceMs = now - quietMs;
  for (const run of runs.list()) {
    for (const { id } of run.plan().jobs) jobs.add(id);
    const head = run.head();
    if (head) sinceMs = Math.min(sinceMs, Date.parse(head.since));
  }
  return { jobs, sinceMs };
}
