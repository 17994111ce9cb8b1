import { join } from 'node:path';

import { cellsCsv, type RunResults, resultsJson, trialsCsv } from '../report/index.js';
import { type RunFolder, writeFileWhole } from '../store/index.js';

/** A run's results as files in its folder. */
export function writeResults({ results: folder }: RunFolder, results: RunResults): void {
  writeFileWhole(join(folder, 'trials.csv'), trialsCsv(results));
  writeFileWhole(join(folder, 'cells.csv'), cellsCsv(results));
  writeFileWhole(join(folder, 'summary.json'), `${JSON.stringify(resultsJson(results), undefined, 2)}\n`);
}
