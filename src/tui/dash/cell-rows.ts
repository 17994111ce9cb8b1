import {
  type CellResult,
  cellLabel,
  differingAxes,
  type ExperimentResult,
  type PlannedTrial,
  trialState,
} from '../../report/index.js';
import type { DashRun } from './dash-run.js';
import type { DashState, Sort } from './dash-state.js';

/** A cell of the run in a list. */
export interface CellRow {
  /** `<experiment>/<cell>`, by their places in the plan. */
  readonly key: string;
  readonly experiment: ExperimentResult;
  readonly cell: CellResult;
  readonly trials: readonly PlannedTrial[];
  /** `kd, temperature 4`; the experiment's name where it has one cell only. */
  readonly label: string;
}

/** All cells, by experiment, in the order of the plan. */
export function cellRows({ state, results }: Pick<DashRun, 'state' | 'results'>): readonly CellRow[] {
  const known = rowsOfResults.get(results);
  if (known) return known;
  const rows = results.experiments.flatMap((experiment, e) => {
    const planned = state.plan.experiments[e];
    const axes = differingAxes(experiment.cells);
    return experiment.cells.map((cell, c): CellRow => {
      const trials = (planned?.cells[c]?.trials ?? []).flatMap(index => planned?.trials[index] ?? []);
      return { key: `${e}/${c}`, experiment, cell, trials, label: cellLabel(cell.cell, axes) || experiment.name };
    });
  });
  rowsOfResults.set(results, rows);
  return rows;
}

/** Labels of a thousand cells are made once for all frames that show the same results. */
const rowsOfResults = new WeakMap<DashRun['results'], readonly CellRow[]>();

/** The cells that a filter leaves, sorted within their experiments. */
export function shownCells(state: Pick<DashState, 'filters' | 'sort' | 'metric'>, run: DashRun): readonly CellRow[] {
  const filter = (state.filters.overview ?? '').toLowerCase();
  const rows = cellRows(run).filter(row => filter === '' || matches(row, filter, run));
  if (state.sort === 'plan') return rows;
  const rank = new Map(rows.map(row => [row, rankOf(row, state, run)]));
  const place = new Map(run.results.experiments.map((experiment, at) => [experiment, at]));
  return rows.toSorted(
    (a, b) =>
      (place.get(a.experiment) ?? 0) - (place.get(b.experiment) ?? 0) || (rank.get(b) ?? 0) - (rank.get(a) ?? 0),
  );
}

/** The metric that the cells of an experiment are judged by. */
export function shownMetric({ metric }: Pick<DashState, 'metric'>, experiment: ExperimentResult): string | undefined {
  if (metric !== undefined && experiment.metrics.includes(metric)) return metric;
  const { compare, metrics } = experiment;
  return compare?.metric ?? (metrics.includes('accuracy') ? 'accuracy' : metrics[0]);
}

/** How good a cell is by a metric, larger is better; undefined before it has a result. */
export function goodness(cell: CellResult, metric: string | undefined, run: DashRun): number | undefined {
  if (metric === undefined) return undefined;
  const mean = cell.metrics[metric]?.mean;
  if (mean === undefined || Number.isNaN(mean)) return undefined;
  return run.metric(metric).better === 'smaller' ? -mean : mean;
}

function matches({ label, experiment, trials }: CellRow, filter: string, { state }: DashRun): boolean {
  const named = [experiment.name, label, ...trials.map(({ id }) => id)];
  if (named.some(text => text.toLowerCase().includes(filter))) return true;
  return trials.some(trial => trialState(state, trial) === filter);
}

function rankOf(row: CellRow, { sort, metric }: Pick<DashState, 'sort' | 'metric'>, run: DashRun): number {
  const count = (wanted: string): number => row.trials.filter(trial => trialState(run.state, trial) === wanted).length;
  const ranks: Readonly<Record<Sort, () => number>> = {
    plan: () => 0,
    best: () => goodness(row.cell, shownMetric({ metric }, row.experiment), run) ?? Number.NEGATIVE_INFINITY,
    trouble: () => count('failed') * 1_000 + count('canceled'),
    progress: () => count('done') * 1_000 + count('running'),
  };
  return ranks[sort]();
}
