import type { CsvField } from '../formats/index.js';
import { axisColumns } from './axis-columns.js';
import type { TrialCourse } from './long-form.js';
import { safeCsvText } from './safe-csv.js';

/** One row per epoch of each trial: losses by term and metrics on the validation part. */
export function epochsCsv(courses: Iterable<TrialCourse>): string {
  const all = [...courses];
  const axes = axisColumns([...new Set(all.map(({ experiment }) => experiment))]).map(({ name }) => name);
  const losses = new Set<string>();
  const metrics = new Set<string>();
  for (const epoch of all.flatMap(({ epochs }) => epochs)) {
    for (const name of Object.keys(epoch.losses)) losses.add(name);
    for (const name of Object.keys(epoch.metrics)) metrics.add(name);
  }
  const measured = [...[...losses].map(name => `loss.${name}`), ...[...metrics].map(name => `validation.${name}`)];
  const header = ['experiment', 'trial', ...axes, 'seed', 'phase', 'epoch', 'seconds', ...measured];

  function* rows(): Iterable<readonly CsvField[]> {
    yield header;
    for (const { experiment, trial, epochs } of all) {
      const of = [experiment.name, trial.id, ...axes.map(axis => trial.cell[axis]), trial.seed];
      for (const { phase, epoch, seconds, losses: terms, metrics: values } of epochs)
        yield [
          ...of,
          phase,
          epoch,
          seconds,
          ...[...losses].map(name => fieldOf(terms, name)),
          ...[...metrics].map(name => fieldOf(values, name)),
        ];
    }
  }
  return safeCsvText(rows());
}

/** A file of JSON has `null` for what was no number. */
function fieldOf(numbers: Readonly<Record<string, number | null>>, name: string): CsvField {
  const value = numbers[name];
  return value === null ? Number.NaN : value;
}
