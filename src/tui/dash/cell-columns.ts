import { type Comparison, intervalText, meanText, signedText, titleText, widthOf } from '../../report/index.js';
import { type CellRow, cellRows, shownMetric } from './cell-rows.js';
import { cellCurve, curveTitle } from './curve-of-cell.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import { metricScale } from './metric-scale.js';
import { fitting, type RowColumn } from './row-table.js';
import { seedSpans } from './seed-marks.js';
import { type Span, toned } from './span.js';
import { sparkline } from './sparkline.js';
import { verdictSpan } from './verdict.js';
import type { Box } from './views/view.js';

type Column = RowColumn<CellRow>;

/** From so many columns on there is room for intervals. */
const wide = 110;

/** The columns of the list of cells, as many as fit; the label takes what is left. */
export function cellColumns(state: DashState, run: DashRun, box: Box, chosen: CellRow | undefined): readonly Column[] {
  const rows = cellRows(run);
  const [first] = rows;
  if (!first) return [];
  const metric = shownMetric(state, first.experiment);
  const hasVerdicts = rows.some(row => comparisonOf(row, state) !== undefined);
  const natural = rows.reduce((most, { label }) => Math.max(most, widthOf(label)), 12) + 2;
  const least = Math.min(natural, Math.max(14, Math.floor(0.3 * box.columns)));
  const fixed = [
    seedsColumn(state, run, box, chosen),
    doneColumn,
    valueColumn(state, run, first, metric, box),
    ...(hasVerdicts ? [differenceColumn(state, run, first, box), verdictColumn(state, box)] : []),
    curveColumn(state, run, first, metric, box),
  ];
  const kept = fitting([labelColumn(state, run, box, chosen, least), ...fixed], box.columns).slice(1);
  const free = box.columns - kept.reduce((sum, { width }) => sum + width + 2, 0);
  return [labelColumn(state, run, box, chosen, Math.max(least, Math.min(natural, free))), ...kept];
}

/** What is said of a cell against its baseline, where that is about the metric shown. */
function comparisonOf({ cell, experiment }: CellRow, state: DashState): Comparison | undefined {
  return cell.against?.metric === shownMetric(state, experiment) ? cell.against : undefined;
}

function labelColumn(
  { marks }: DashState,
  { results }: DashRun,
  { unicode }: Box,
  chosen: CellRow | undefined,
  width: number,
): Column {
  const [cursor, mark] = unicode ? ['▸', '◆'] : ['>', '*'];
  return {
    title: `  ${results.experiments.length > 1 ? 'cell' : (results.experiments[0]?.name ?? '')}`,
    width,
    of: row => [
      toned('bold', `${row === chosen ? cursor : ' '}${marks.has(row.key) ? mark : ' '}`),
      toned('plain', row.label),
    ],
  };
}

function seedsColumn(state: DashState, run: DashRun, { columns, unicode }: Box, chosen: CellRow | undefined): Column {
  const most = cellRows(run).reduce((sum, { trials }) => Math.max(sum, trials.length), 0);
  const shown = Math.min(most, Math.max(6, Math.floor(columns / 6)));
  return {
    title: 'seeds',
    width: Math.max(7, shown + 2),
    of: row => seedSpans(row, state, run, shown, row === chosen, unicode),
  };
}

const doneColumn: Column = {
  title: 'done',
  width: 5,
  align: 'right',
  dropOrder: 4,
  of: ({ cell, trials }) => toned('plain', `${cell.n}/${trials.length}`),
};

function valueColumn(state: DashState, run: DashRun, first: CellRow, metric: string | undefined, box: Box): Column {
  return {
    title: metric === undefined ? 'result' : titleText(metric, metricScale(first.experiment, metric, run)),
    width: box.columns < wide ? 14 : 18,
    of({ cell, experiment }) {
      const name = shownMetric(state, experiment);
      const summary = name === undefined ? undefined : cell.metrics[name];
      if (name === undefined || !summary) return [];
      return toned('plain', meanText(summary, metricScale(experiment, name, run), box));
    },
  };
}

function differenceColumn(state: DashState, run: DashRun, first: CellRow, { columns }: Box): Column {
  const baseline = first.experiment.compare?.baseline ?? '';
  const hasInterval = columns >= wide;
  return {
    title: hasInterval ? `against ${baseline}` : `vs ${baseline}`,
    width: hasInterval ? 25 : 8,
    dropOrder: 3,
    of(row) {
      const against = comparisonOf(row, state);
      if (against?.difference === undefined) return [];
      const scale = metricScale(row.experiment, against.metric, run);
      const interval = hasInterval && against.ci95 ? ` ${intervalText(against.ci95, scale, signedText)}` : '';
      return toned('plain', `${signedText(against.difference, scale)}${interval}`);
    },
  };
}

function verdictColumn(state: DashState, { columns }: Box): Column {
  const short = columns < wide;
  return {
    title: 'verdict',
    width: short ? 9 : 19,
    dropOrder: 1,
    of(row): Span | readonly Span[] {
      if (row.cell.isBaseline) return toned('dim', 'baseline');
      const against = comparisonOf(row, state);
      if (!against || row.cell.n === 0) return [];
      const span = verdictSpan(against);
      return short && span.tone === 'dim' ? toned('dim', against.test === 'none' ? 'too few' : 'not shown') : span;
    },
  };
}

function curveColumn(
  state: DashState,
  run: DashRun,
  first: CellRow,
  metric: string | undefined,
  { columns, unicode }: Box,
): Column {
  const width = columns >= 140 ? 30 : columns >= wide ? 16 : 10;
  return {
    title: curveTitle(first, metric, run),
    width,
    dropOrder: 2,
    of: row => toned('info', sparkline(cellCurve(row, shownMetric(state, row.experiment), run), width, { unicode })),
  };
}
