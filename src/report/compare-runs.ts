import { must } from '../lib/bug.js';
import { cellLabel, differingAxes } from './cell-label.js';
import { type Comparison, compareCells } from './compare.js';
import { type ComparedRow, comparedRows, pointOf, shortRunNames } from './compared-rows.js';
import type { MetricLookup } from './metric.js';
import { bySeed, type CellResult, type ExperimentResult, type Point } from './results.js';
import type { RunState } from './run-state.js';
import type { IntervalMethod } from './statistics.js';
import { teachersChosenByTest } from './test-data.js';
import { unfairness } from './unfairness.js';

export interface ComparisonRequest {
  /** Picks the baseline among the labels of all cells. */
  readonly baseline: (labels: readonly string[], declared: number) => number;
  /** Of the verdict. */
  readonly metric: (measured: readonly string[], declared: string | undefined) => string;
  readonly intervals: IntervalMethod;
}

/** Cells of several runs side by side. */
export interface RunsComparison {
  /** The cells as those of one experiment: run, experiment and settings in which they differ are axes. */
  readonly experiment: ExperimentResult;
  /** Why a difference may have another cause than the strategy, and what was not compared at all. */
  readonly notes: readonly string[];
}

/**
 * Compares the cells of several runs with one of them, paired by seed, with Holm's correction over all. A result that
 * runs share stands there once. Cells measured on other test data are shown and not compared.
 */
export function compareRuns(
  states: readonly RunState[],
  lookup: MetricLookup,
  { baseline: pickBaseline, metric: pickMetric, intervals }: ComparisonRequest,
): RunsComparison {
  const rows = comparedRows(states, lookup, intervals);
  const points = pointsOf(rows);
  const labels = labelsOf(points);
  const metrics = [...new Set(rows.flatMap(({ cell }) => Object.keys(cell.metrics)))];
  const experiments = states.flatMap(({ plan }) => plan.experiments);
  const metric = pickMetric(metrics, experiments.flatMap(({ compare }) => compare?.metric ?? [])[0]);
  const declared = rows.findIndex(({ isBaseline }) => isBaseline);
  const at = pickBaseline(labels, Math.max(0, declared));
  const baseline = must(rows[at], 'baseline');
  const isFair = (row: ComparedRow): boolean => measuredAlike(row, baseline);
  const compare = { baseline: labels[at] || 'the first cell', metric };
  const comparisons = compareWith(baseline, rows.filter(isFair), compare, lookup, intervals);
  const judged = states.flatMap(state => state.plan.experiments.flatMap(each => teachersChosenByTest(state, each)));
  return {
    experiment: {
      name: `${states.length} runs`,
      compare,
      trials: rows.flatMap(({ cell }) => cell.trials),
      cells: rows.map((row, index) => asCell(row, points[index] ?? {}, row === baseline, comparisons.get(row))),
      metrics,
      teachers: [],
      concepts: [],
      chosenByTest: [...new Set(judged)],
      intervals,
    },
    notes: unfairness(rows, baseline, labels, isFair),
  };
}

function compareWith(
  baseline: ComparedRow,
  fair: readonly ComparedRow[],
  compare: { readonly baseline: string; readonly metric: string },
  lookup: MetricLookup,
  intervals: IntervalMethod,
): ReadonlyMap<ComparedRow, Comparison | undefined> {
  const others = fair.filter(row => row !== baseline);
  const compared = others.filter(({ cell }) => !cell.stoppedEarly);
  const comparisons = compareCells(
    compared.map(({ cell }) => ({
      values: bySeed(cell.trials, compare.metric),
      against: bySeed(baseline.cell.trials, compare.metric),
    })),
    compare,
    lookup(compare.metric).better ?? 'larger',
    others.length - compared.length,
    intervals,
  );
  return new Map(compared.map((row, index) => [row, comparisons[index]]));
}

/** Whether both were measured on the same images, for all seeds that both have. */
function measuredAlike(row: ComparedRow, baseline: ComparedRow): boolean {
  return [...row.testData].every(([seed, data]) => (baseline.testData.get(seed) ?? data) === data);
}

/** The axes of each row, and the settings in which rows of the same axes differ. */
function pointsOf(rows: readonly ComparedRow[]): Point[] {
  const unexplained = new Set<string>();
  const alike = new Map<string, ComparedRow[]>();
  for (const row of rows) {
    const axes = JSON.stringify(Object.entries(row.cell.cell).sort());
    alike.set(axes, [...(alike.get(axes) ?? []), row]);
  }
  for (const group of alike.values())
    for (const name of new Set(group.flatMap(({ settings }) => [...settings.keys()])))
      if (name !== 'data.fingerprint' && new Set(group.map(({ settings }) => settings.get(name))).size > 1)
        unexplained.add(name);
  const shortNames = shortRunNames([...new Set(rows.flatMap(({ runs }) => runs))]);
  return rows.map(row => {
    const settings = [...unexplained].sort().flatMap(name => {
      const value = row.settings.get(name);
      return value === undefined || name in row.cell.cell ? [] : [[name, plainText(value)] as const];
    });
    return { ...pointOf(row, shortNames), ...Object.fromEntries(settings) };
  });
}

const plainText = (json: string): string => (json.startsWith('"') ? (JSON.parse(json) as string) : json);

function labelsOf(points: readonly Point[]): string[] {
  const axes = differingAxes(points.map(cell => ({ cell })));
  return points.map(point => cellLabel(point, axes));
}

function asCell({ cell }: ComparedRow, point: Point, isBaseline: boolean, against: Comparison | undefined): CellResult {
  const { against: _, ...rest } = cell;
  return { ...rest, cell: point, isBaseline, ...(against ? { against } : {}) };
}
