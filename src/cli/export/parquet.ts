import { type ParquetColumn, type ParquetRow, writeParquet } from '../../formats/index.js';
import { axisColumns, type Measurement, measurements } from '../../report/index.js';
import { coursesOf } from './courses.js';
import { type ExportedRun, type ExportStep, fileStep } from './export-step.js';

/** `--parquet FILE`: every number of every trial, one row each, in columns with types. */
export const parquet = (file: string, run: ExportedRun): readonly ExportStep[] => [
  fileStep(file, draft => writeMeasurements(draft, run)),
];

const before: readonly ParquetColumn[] = [
  { name: 'run', type: 'text' },
  { name: 'experiment', type: 'text' },
  { name: 'trial', type: 'text' },
];
const behind: readonly ParquetColumn[] = [
  { name: 'seed', type: 'whole' },
  { name: 'kind', type: 'text' },
  { name: 'metric', type: 'text' },
  { name: 'step', type: 'whole', optional: true },
  { name: 'value', type: 'number' },
];

function writeMeasurements(path: string, run: ExportedRun): Promise<void> {
  const taken = new Set([...before, ...behind].map(({ name }) => name));
  const axes = axisColumns(run.state.plan.experiments).map(({ name, isNumeric }) => ({
    axis: name,
    column: taken.has(name) ? `cell.${name}` : name,
    isNumeric,
  }));
  const columns = [
    ...before,
    ...axes.map(
      ({ column, isNumeric }): ParquetColumn => ({
        name: column,
        type: isNumeric ? 'number' : 'text',
        optional: true,
      }),
    ),
    ...behind,
  ];
  const row = ({ experiment, trial, kind, metric, epoch, value }: Measurement): ParquetRow => ({
    run: run.run.name,
    experiment: experiment.name,
    trial: trial.id,
    ...Object.fromEntries(
      axes.map(({ axis, column, isNumeric }) => {
        const text = trial.cell[axis];
        return [column, isNumeric && text !== undefined ? Number(text) : text];
      }),
    ),
    seed: trial.seed,
    kind,
    metric,
    step: epoch,
    value,
  });
  function* rows(): Iterable<ParquetRow> {
    for (const measurement of measurements(coursesOf(run))) yield row(measurement);
  }
  return writeParquet(path, columns, rows());
}
