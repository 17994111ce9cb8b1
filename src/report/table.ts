import { differingAxes, shortAxisNames } from './cell-label.js';
import { comparisonColumns, verdictColumn } from './comparison-columns.js';
import { type Column, fullWidth, grid, leastWidth } from './grid.js';
import type { MetricLookup } from './metric.js';
import type { CellResult, ExperimentResult } from './results.js';
import { intervalText, meanText, numberText, type Scale, scaleFor, titleText } from './scale.js';
import type { TextOptions } from './text-options.js';

/**
 * The result table of an experiment, one row per cell. Nothing is left out where the terminal is narrow: what does not
 * fit beside the metric, the difference and the verdict follows in further tables, each beginning with the axes.
 */
export function resultTable(experiment: ExperimentResult, metric: MetricLookup, options: TextOptions): string[] {
  const { cells, compare } = experiment;
  const width = options.columns ?? Number.POSITIVE_INFINITY;
  const main = mainMetric(experiment);
  const axes = axisColumns(cells);
  const value = main === undefined ? [] : [metricColumn(cells, main, metric, options)];
  const scale = columnScale(cells, main, metric);
  const head = [...axes, countColumn(cells), ...value];
  const comparison =
    compare && cells.some(({ against }) => against)
      ? comparisonColumns(cells, compare.baseline, scale)
      : { inOne: [], apart: [], more: [] };
  const verdict = compare ? [verdictColumn(cells)].filter(hasContent) : [];
  const layouts = [comparison.inOne, comparison.apart.slice(0, 1), []];
  const shown = layouts.find(columns => leastWidth([...head, ...columns, ...verdict]) <= width) ?? [];
  const further = [
    ...(shown === comparison.inOne ? [] : comparison.apart.filter(column => !shown.includes(column))),
    ...(main === undefined ? [] : [expectedColumn(cells, main, scale), intervalColumn(cells, main, scale)]),
    ...comparison.more,
    ...otherMetricColumns(experiment, metric, options),
  ].filter(hasContent);
  const first = [...head, ...shown, ...verdict];
  if (fullWidth([...first, ...further]) <= width) return grid([...first, ...further], options);
  const tables = [first, ...chunks(axes, further, width)];
  return tables.flatMap((table, at) => [...(at > 0 ? [''] : []), ...grid(table, options)]);
}

/** The metric a table is about: the compared one, else accuracy, else the first. */
const mainMetric = ({ compare, metrics }: ExperimentResult): string | undefined =>
  compare?.metric ?? (metrics.includes('accuracy') ? 'accuracy' : metrics[0]);

/** Whether a size is the same in every trial, such as the parameters of the one student: a sentence says it. */
export function isConstantSize(cells: readonly CellResult[], name: string, metric: MetricLookup): boolean {
  const { unit } = metric(name);
  if (unit !== 'count' && unit !== 'bytes') return false;
  const values = cells.flatMap(cell => cell.trials.flatMap(trial => trial.metrics[name] ?? []));
  return values.every(value => value === values[0]);
}

function axisColumns(cells: readonly CellResult[]): Column[] {
  const axes = differingAxes(cells);
  const names = shortAxisNames(axes);
  return axes.map(axis => ({
    title: names.get(axis) ?? axis,
    cells: cells.map(({ cell }) => cell[axis] ?? ''),
    shrinkTo: 6,
  }));
}

const countColumn = (cells: readonly CellResult[]): Column => ({
  title: 'n',
  align: 'right',
  cells: cells.map(({ n, trials }) => (n === trials.length ? `${n}` : `${n}/${trials.length}`)),
});

function metricColumn(cells: readonly CellResult[], name: string, metric: MetricLookup, options: TextOptions): Column {
  const scale = columnScale(cells, name, metric);
  const text = ({ metrics }: CellResult): string => (metrics[name] ? meanText(metrics[name], scale, options) : '');
  return { title: titleText(name, scale), cells: cells.map(text) };
}

const intervalColumn = (cells: readonly CellResult[], name: string, scale: Scale): Column => ({
  title: `${name} 95 % interval`,
  cells: cells.map(({ metrics }) => (metrics[name]?.ci95 ? intervalText(metrics[name].ci95, scale) : '')),
});

/** Published or hoped-for values, beside what was obtained. */
const expectedColumn = (cells: readonly CellResult[], name: string, scale: Scale): Column => ({
  title: titleText(`expected ${name}`, scale),
  cells: cells.map(({ expect }) => (expect?.[name] === undefined ? '' : numberText(expect[name], scale))),
});

function otherMetricColumns(experiment: ExperimentResult, metric: MetricLookup, options: TextOptions): Column[] {
  const { cells, metrics } = experiment;
  const main = mainMetric(experiment);
  return metrics
    .filter(name => name !== main && !isConstantSize(cells, name, metric))
    .flatMap(name => [
      metricColumn(cells, name, metric, options),
      expectedColumn(cells, name, columnScale(cells, name, metric)),
    ]);
}

function columnScale(cells: readonly CellResult[], name: string | undefined, metric: MetricLookup): Scale {
  if (name === undefined) return scaleFor('number', 0);
  const means = cells.map(cell => Math.abs(cell.metrics[name]?.mean ?? 0)).filter(Number.isFinite);
  return scaleFor(
    metric(name).unit,
    means.reduce((most, mean) => Math.max(most, mean), 0),
  );
}

/** Puts columns on as few tables as fit, each beginning with the axes. */
function chunks(axes: readonly Column[], columns: readonly Column[], width: number): Column[][] {
  const tables: Column[][] = [];
  for (const column of columns) {
    const last = tables.at(-1);
    if (last && fullWidth([...last, column]) <= width) last.push(column);
    else tables.push([...axes, column]);
  }
  return tables;
}

const hasContent = ({ cells }: Column): boolean => cells.some(cell => cell !== '');
