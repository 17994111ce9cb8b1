import type { CsvField } from '../formats/index.js';
import type { CellResult, ExperimentResult, RunResults, TrialResult } from './results.js';
import { safeCsvText } from './safe-csv.js';

/** `results/trials.csv`: one row per trial; columns of axes and metrics are those of all experiments of the run. */
export function trialsCsv({ experiments }: RunResults): string {
  const axes = axesOf(experiments);
  const metrics = metricsOf(experiments);
  const header = [
    'experiment',
    'trial',
    ...axes,
    'seed',
    'state',
    'seconds',
    ...metrics,
    'reason',
    'error',
    'warnings',
  ];
  const row = (experiment: ExperimentResult, trial: TrialResult): CsvField[] => [
    experiment.name,
    trial.id,
    ...axes.map(axis => trial.cell[axis]),
    trial.seed,
    trial.state,
    trial.seconds,
    ...metrics.map(metric => trial.metrics[metric]),
    trial.error?.reason,
    trial.error?.text,
    trial.warnings.length > 0 ? trial.warnings.join('; ') : undefined,
  ];
  return safeCsvText([header, ...experiments.flatMap(each => each.trials.map(trial => row(each, trial)))]);
}

const statistics = ['mean', 'sd', 'ci95-low', 'ci95-high'] as const;
const comparison = [
  'baseline',
  'metric',
  'pairs',
  'difference',
  'difference-ci95-low',
  'difference-ci95-high',
] as const;
const tests = ['test', 'p', 'p-holm', 'p-sign-flip', 'effect', 'verdict', 'seeds-needed'] as const;

/** `results/cells.csv`: one row per cell, four columns per metric, its comparison with the baseline, and the epoch at which it was given up. */
export function cellsCsv({ experiments }: RunResults): string {
  const axes = axesOf(experiments);
  const metrics = metricsOf(experiments);
  const measured = metrics.flatMap(metric => statistics.map(statistic => `${metric}.${statistic}`));
  const header = ['experiment', ...axes, 'n', ...measured, ...comparison, ...tests, 'given-up-at'];
  const row = (experiment: ExperimentResult, cell: CellResult): CsvField[] => [
    experiment.name,
    ...axes.map(axis => cell.cell[axis]),
    cell.n,
    ...metrics.flatMap(metric => statisticsOf(cell, metric)),
    ...comparisonOf(cell),
    cell.stoppedEarly?.epoch,
  ];
  return safeCsvText([header, ...experiments.flatMap(each => each.cells.map(cell => row(each, cell)))]);
}

function statisticsOf(cell: CellResult, metric: string): CsvField[] {
  const summary = cell.metrics[metric];
  return [summary?.mean, summary?.sd, summary?.ci95?.[0], summary?.ci95?.[1]];
}

function comparisonOf({ against }: CellResult): CsvField[] {
  const { baseline, metric, pairs, difference, ci95, test, p, pHolm, signFlipP, effect, verdict, seedsNeeded } =
    against ?? {};
  return [
    baseline,
    metric,
    pairs,
    difference,
    ci95?.[0],
    ci95?.[1],
    test,
    p,
    pHolm,
    signFlipP,
    effect,
    verdict,
    seedsNeeded,
  ];
}

const axesOf = (experiments: readonly ExperimentResult[]): string[] => [
  ...new Set(experiments.flatMap(each => each.cells.flatMap(({ cell }) => Object.keys(cell)))),
];

const metricsOf = (experiments: readonly ExperimentResult[]): string[] => [
  ...new Set(experiments.flatMap(each => each.metrics)),
];
