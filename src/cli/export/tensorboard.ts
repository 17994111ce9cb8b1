import { join } from 'node:path';

import { boardRecords, withoutUndoneEnds } from '../../report/index.js';
import { storedHistory } from '../../schedule/index.js';
import { metricNames } from '../metric-names.js';
import { boardFiles } from '../tensorboard/board-files.js';
import type { ExportedRun, ExportStep } from './export-step.js';

/**
 * `--tensorboard DIR`: what the head of a run writes into its results as training goes, made anew from the journal.
 * Below a folder of the run's name, so that several runs can be looked at side by side.
 */
export function tensorboard(
  folder: string,
  { run, state, events, store, results }: ExportedRun,
): readonly ExportStep[] {
  const root = join(folder, run.name);
  const begun = events[0] ? Date.parse(events[0].time) / 1000 : 0;
  const name = `events.out.tfevents.${Math.floor(begun)}.${run.name}.0.0`;
  const found = results.experiments.flatMap(({ metrics }) => metrics);
  const records = boardRecords(state.plan, {
    history: training => storedHistory(training, store.objects),
    metrics: [...new Set([...metricNames(state.plan), ...found])],
  });
  return [
    {
      files: records.boards.map(board => join(root, board.folder, name)),
      said: root,
      write() {
        const files = boardFiles(root, name, records, () => begun);
        for (const board of records.boards) files.clear(board);
        for (const event of withoutUndoneEnds(events)) files.add(records.additions(event));
        return undefined;
      },
    },
  ];
}
