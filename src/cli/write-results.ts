import { lstatSync } from 'node:fs';
import { join } from 'node:path';

import { cellsCsv, type RunResults, resultsJson, trialsCsv } from '../report/index.js';
import { type RunFolder, reaching, StoreError, writeFileWhole } from '../store/index.js';

/** A run's results as files in its folder; through a link, which leads out of it, none are written. */
export function writeResults({ results: folder }: RunFolder, results: RunResults, trace: string): void {
  if (reaching(folder, () => lstatSync(folder, { throwIfNoEntry: false }))?.isSymbolicLink())
    throw new StoreError(`${folder}: is a link, not a folder`);
  writeFileWhole(join(folder, 'trials.csv'), trialsCsv(results));
  writeFileWhole(join(folder, 'cells.csv'), cellsCsv(results));
  writeFileWhole(join(folder, 'trace.tsv'), trace);
  writeFileWhole(join(folder, 'summary.json'), `${JSON.stringify(resultsJson(results), undefined, 2)}\n`);
}
