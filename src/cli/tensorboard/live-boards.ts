import { lstatSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import type { Plan } from '../../plan/index.js';
import { boardRecords, type RunEvent, withoutUndoneEnds } from '../../report/index.js';
import { eventsOf, storedHistory } from '../../schedule/index.js';
import type { RunFolder, Store } from '../../store/index.js';
import { StoreError } from '../../store/index.js';
import { metricNames } from '../metric-names.js';
import { boardFiles } from './board-files.js';

export interface LiveBoards {
  onEvent(event: RunEvent): void;
}

/**
 * Event files of TensorBoard in `results/tensorboard` of a run, written by its head as training goes. They are for
 * looking at: where they cannot be written, the run goes on without.
 *
 * @param tell hears once why there are none
 */
export function liveBoards(
  { store: { objects }, run, plan }: { readonly store: Store; readonly run: RunFolder; readonly plan: Plan },
  tell: (text: string) => void,
): LiveBoards {
  const sources = {
    history: (job: Parameters<typeof storedHistory>[0]) => storedHistory(job, objects),
    metrics: metricNames(plan),
  };
  const records = boardRecords(plan, sources);
  const seconds = (): number => Date.now() / 1000;
  const host = hostname().replace(/[^A-Za-z0-9.-]+/g, '-');
  const name = `events.out.tfevents.${Math.floor(seconds())}.${host}.${process.pid}.0`;
  const files = boardFiles(join(run.results, 'tensorboard'), name, records, seconds);
  let isBroken = false;

  function guarded(write: () => void): void {
    if (isBroken) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      isBroken = true;
      tell(`no more files for TensorBoard in this run: ${error.message}`);
    }
  }

  guarded(() => {
    if (lstatSync(run.results, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new StoreError(`${run.results}: is a link, not a folder`);
    // What earlier heads did is in files of theirs.
    for (const event of eventsOf(run, plan)) records.additions(event);
  });
  return {
    onEvent: event =>
      guarded(() => {
        for (const addition of records.additions(event)) {
          if (!addition.anew) files.add([addition]);
          else {
            files.clear(addition.board);
            const before = withoutUndoneEnds(eventsOf(run, plan).filter(({ seq }) => seq <= event.seq));
            const again = boardRecords(plan, sources);
            for (const past of before)
              files.add(again.additions(past).filter(({ board }) => board.folder === addition.board.folder));
          }
        }
      }),
  };
}
