import type { CsvField } from '../formats/index.js';
import { axisColumns } from './axis-columns.js';
import type { TrialCourse } from './long-form.js';
import { safeCsvText } from './safe-csv.js';
import type { PastEpoch } from './training-epochs.js';

/** One row per epoch of each trial: losses by term, metrics on the validation part, learning rates by learner. */
export function epochsCsv(courses: Iterable<TrialCourse>): string {
  const all = [...courses];
  const axes = axisColumns([...new Set(all.map(({ experiment }) => experiment))]).map(({ name }) => name);
  const columns = groups.flatMap(({ title, of }) => {
    const names = new Set(all.flatMap(({ epochs }) => epochs.flatMap(epoch => Object.keys(of(epoch)))));
    return [...names].map(name => ({
      title: `${title}.${name}`,
      field: (epoch: PastEpoch) => fieldOf(of(epoch), name),
    }));
  });
  const titles = columns.map(({ title }) => title);

  function* rows(): Iterable<readonly CsvField[]> {
    yield ['experiment', 'trial', ...axes, 'seed', 'phase', 'epoch', 'seconds', ...titles];
    for (const { experiment, trial, epochs } of all) {
      const of = [experiment.name, trial.id, ...axes.map(axis => trial.cell[axis]), trial.seed];
      for (const epoch of epochs)
        yield [...of, epoch.phase, epoch.epoch, epoch.seconds, ...columns.map(({ field }) => field(epoch))];
    }
  }
  return safeCsvText(rows());
}

/** Columns that there may be several of. */
const groups: readonly {
  readonly title: string;
  readonly of: (epoch: PastEpoch) => Readonly<Record<string, number>>;
}[] = [
  { title: 'loss', of: ({ losses }) => losses },
  { title: 'validation', of: ({ metrics }) => metrics },
  { title: 'lr', of: ({ rates = {} }) => rates },
];

/** A file of JSON has `null` for what was no number. */
function fieldOf(numbers: Readonly<Record<string, number | null>>, name: string): CsvField {
  const value = numbers[name];
  return value === null ? Number.NaN : value;
}
