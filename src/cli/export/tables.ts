import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellsCsv, epochsCsv, trialsCsv } from '../../report/index.js';
import { coursesOf } from './courses.js';
import { type ExportedRun, type ExportStep, fileStep } from './export-step.js';

/** `--csv DIR`: trials, cells and epochs, a table each. */
export function tables(folder: string, run: ExportedRun): readonly ExportStep[] {
  const table = (name: string, text: () => string): ExportStep =>
    fileStep(join(folder, name), draft => writeFileSync(draft, text()));
  return [
    table('trials.csv', () => trialsCsv(run.results)),
    table('cells.csv', () => cellsCsv(run.results)),
    table('epochs.csv', () => epochsCsv(coursesOf(run))),
  ];
}
