import { writeFileSync } from 'node:fs';

import { traceTsv } from '../../report/index.js';
import { type ExportedRun, type ExportStep, fileStep } from './export-step.js';

/** `--trace FILE`: what `results/trace.tsv` holds, also of a run that is under way. */
export const trace = (file: string, { state, events }: ExportedRun): readonly ExportStep[] => [
  fileStep(file, draft => writeFileSync(draft, traceTsv(state, events))),
];
