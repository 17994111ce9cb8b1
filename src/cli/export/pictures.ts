import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heatMapFiles } from '../../report/index.js';
import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import { heatViews } from '../heat-views.js';
import { type ExportedRun, type ExportStep, fileStep } from './export-step.js';

/** `--pictures DIR`: what `measure [grad-cam(…)]` has drawn, a PNG file a picture. */
export function pictures(folder: string, { state, store }: ExportedRun): readonly ExportStep[] {
  const steps = [...state.trials.values()].flatMap(trial =>
    heatMapFiles(heatViews(state, trial, store.objects), trial.id).map(({ name, bytes }) =>
      fileStep(join(folder, name), draft => writeFileSync(draft, bytes)),
    ),
  );
  if (steps.length === 0)
    throw new CommandError(
      'no trial of this run has pictures',
      exitCode.wrong,
      'ask for them: `measure [accuracy, grad-cam(0, 1, 2)]`',
    );
  return steps;
}
