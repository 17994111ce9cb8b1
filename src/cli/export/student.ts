import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlannedTrial } from '../../plan/index.js';
import { exportStudent, type StudentFormat, studentFiles, studentPapers } from '../../schedule/index.js';
import type { Store } from '../../store/index.js';
import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import { findTrial } from '../find-trial.js';
import type { Terminal } from '../terminal.js';
import type { ExportedRun, ExportStep } from './export-step.js';

/** `--student TRIAL --to DIR --as tfjs,onnx`: a trial's product as models for other programs. */
export function student(
  folder: string,
  { state, store }: ExportedRun,
  terminal: Pick<Terminal, 'err'>,
  { student: part, as }: { readonly student?: string; readonly as?: string },
): readonly ExportStep[] {
  if (part === undefined)
    throw new CommandError('no trial is named', exitCode.wrong, 'name one: `--student TRIAL --to student`');
  const formats = formatsOf(as);
  const trial = findTrial(state, part);
  expectProduct(trial, store);
  const { id, cell, seed, result } = trial;
  const files = [...studentPapers, ...formats.flatMap(format => studentFiles[format])];
  return [
    {
      files: files.map(file => join(folder, file)),
      async write() {
        const draft = `${folder}.${process.pid}.tmp`;
        const about = { run: state.run, trial: id, settings: cell, seed };
        try {
          const answer = await exportStudent({ store: store.folder, result, to: draft, as: formats, about });
          if (answer.type === 'refused')
            throw new CommandError(`the student of ${id} cannot be written: ${answer.text}`, exitCode.unusable);
          for (const file of files) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            renameSync(join(draft, file), join(folder, file));
          }
          for (const note of answer.notes) terminal.err(`note: ${note}\n`);
          return undefined;
        } finally {
          rmSync(draft, { recursive: true, force: true });
        }
      },
    },
  ];
}

const known = Object.keys(studentFiles) as readonly StudentFormat[];

function formatsOf(as: string | undefined): readonly StudentFormat[] {
  const named: readonly string[] = as?.split(',').map(format => format.trim()) ?? known;
  const unknown = named.find(format => !known.some(other => other === format));
  if (unknown !== undefined)
    throw new CommandError(`\`${unknown}\` is no format of a student`, exitCode.wrong, `there are ${known.join(', ')}`);
  return known.filter(format => named.includes(format));
}

/** That it is measured, and that its weights are there. */
function expectProduct({ id, result }: PlannedTrial, { objects }: Store): void {
  const spec = objects.has(result)
    ? (objects.info(result).spec as { readonly product: PlannedTrial['result'] })
    : undefined;
  if (spec && objects.has(spec.product)) return;
  throw new CommandError(`trial ${id} has no student in the store`, exitCode.wrong, `see \`kd exp why ${id}\``);
}
