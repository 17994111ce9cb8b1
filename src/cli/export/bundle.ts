import { writeArchive } from '../../formats/index.js';
import { bundleFiles } from '../bundle/bundle-files.js';
import { sumsOf } from '../bundle/bundle-names.js';
import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import { verifyRun } from '../verify/verify-run.js';
import { type ExportedRun, type ExportStep, fileStep } from './export-step.js';

/** `--bundle FILE`: the run and all it needs in one file, which unpacks to a store. Only of a run that is whole. */
export function bundle(file: string, { run, store }: ExportedRun): readonly ExportStep[] {
  if (run.head())
    throw new CommandError(
      `run ${run.name} is under way and cannot be packed`,
      exitCode.wrong,
      `wait for its end, or stop it: \`kd exp stop ${run.name}\``,
    );
  const [problem, ...others] = verifyRun(run, store.objects).problems;
  if (problem)
    throw new CommandError(
      `run ${run.name} is damaged and cannot be packed: ${problem.text}${others.length > 0 ? `, and ${others.length} more` : ''}`,
      exitCode.unusable,
      '`kd exp verify` tells what to do',
    );
  return [fileStep(file, draft => writeArchive(draft, bundleFiles(store, run), sumsOf(run.name)))];
}
