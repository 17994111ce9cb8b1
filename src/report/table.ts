import { differingAxes, shortAxisNames } from './cell-label.js';
import { type Column, grid, gridWidth } from './grid.js';
import type { MetricLookup } from './metric.js';
import type { Colour } from './paint.js';
import type { CellResult, ExperimentResult } from './results.js';
import { intervalText, meanText, numberText, type Scale, scaleFor, signedText } from './scale.js';
import type { TextOptions } from './text-options.js';

/**
 * The result table of an experiment, one row per cell. Metrics that are not compared move to a second table
 * where the terminal is too narrow for one; intervals and p values are left out before anything is cut.
 */
export function resultTable(experiment: ExperimentResult, metric: MetricLookup, options: TextOptions): string[] {
  const shown = experiment.metrics.filter(name => !isConstantSize(experiment.cells, name, metric));
  const main = mainMetric(experiment);
  const axes = axisColumns(experiment.cells);
  const first = [...axes, countColumn(experiment.cells), ...mainColumns(experiment, main, metric, options)];
  const others = shown
    .filter(name => name !== main)
    .flatMap(name => metricColumns(experiment.cells, name, metric, options));
  const { columns = Number.POSITIVE_INFINITY } = options;
  if (gridWidth([...first, ...others]) <= columns) return grid([...first, ...others], options);
  return [grid(first, options), ...chunks(axes, others, columns).map(chunk => grid(chunk, options))]
    .map(lines => lines.join('\n'))
    .join('\n\n')
    .split('\n');
}

/** The metric a table is about: the compared one, else accuracy, else the first. */
export const mainMetric = ({ compare, metrics }: ExperimentResult): string | undefined =>
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
    shrinkTo: 8,
  }));
}

const countColumn = (cells: readonly CellResult[]): Column => ({
  title: 'n',
  align: 'right',
  cells: cells.map(({ n, trials }) => (n === trials.length ? `${n}` : `${n} of ${trials.length}`)),
});

function mainColumns(
  experiment: ExperimentResult,
  name: string | undefined,
  metric: MetricLookup,
  options: TextOptions,
): Column[] {
  if (name === undefined) return [];
  const { cells, compare } = experiment;
  const scale = columnScale(cells, name, metric);
  return [
    ...metricColumns(cells, name, metric, options),
    {
      title: '95 % interval',
      cells: cells.map(cell => (cell.metrics[name]?.ci95 ? intervalText(cell.metrics[name].ci95, scale) : '')),
      dropOrder: 3,
    },
    ...(compare ? comparisonColumns(cells, compare.baseline, scale) : []),
  ];
}

function comparisonColumns(cells: readonly CellResult[], baseline: string, scale: Scale): Column[] {
  const of = (write: (against: NonNullable<CellResult['against']>) => string): string[] =>
    cells.map(({ against }) => (against ? write(against) : ''));
  const unit = scale.differenceUnit === '' ? '' : `, ${scale.differenceUnit}`;
  return [
    {
      title: `against ${baseline}${unit}`,
      cells: of(({ difference, ci95 }) =>
        difference === undefined
          ? ''
          : `${signedText(difference, scale)}${ci95 ? ` ${intervalText(ci95, scale, signedText)}` : ''}`,
      ),
      shrinkTo: 12,
    },
    { title: 'p', cells: of(({ pHolm }) => (pHolm === undefined ? '' : pText(pHolm))), dropOrder: 2 },
    {
      title: 'verdict',
      cells: cells.map(({ isBaseline, against }) => (isBaseline ? 'baseline' : (against?.verdict ?? ''))),
      colourOf: verdictColour,
    },
  ];
}

/** Mean ± sd, and behind it what was expected, where something was. */
function metricColumns(
  cells: readonly CellResult[],
  name: string,
  metric: MetricLookup,
  options: TextOptions,
): Column[] {
  const scale = columnScale(cells, name, metric);
  const title = `${name} ${scale.unit}`.trimEnd();
  const values = cells.map(cell => (cell.metrics[name] ? meanText(cell.metrics[name], scale, options) : ''));
  const expected = cells.map(({ expect }) => (expect?.[name] === undefined ? '' : numberText(expect[name], scale)));
  const column: Column = { title, cells: values };
  return expected.some(text => text !== '') ? [column, { title: 'expected', cells: expected }] : [column];
}

function columnScale(cells: readonly CellResult[], name: string, metric: MetricLookup): Scale {
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
    if (last && gridWidth([...last, column]) <= width) last.push(column);
    else tables.push([...axes, column]);
  }
  return tables;
}

const pText = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3));

const verdictColour = (verdict: string): Colour | undefined =>
  verdict === 'better' ? 'green' : verdict === 'worse' ? 'red' : verdict === '' ? undefined : 'dim';
