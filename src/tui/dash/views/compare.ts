import {
  type Comparison,
  compareCells,
  differingAxes,
  intervalText,
  meanText,
  pText,
  shortAxisNames,
  signedText,
  titleText,
  widthOf,
} from '../../../report/index.js';
import { type CellRow, cellRows, shownMetric } from '../cell-rows.js';
import type { DashRun } from '../dash-run.js';
import type { DashState } from '../dash-state.js';
import { metricScale } from '../metric-scale.js';
import { fitting, headLine, type RowColumn, rowLine } from '../row-table.js';
import { comparedKeys, cursorAt } from '../rows.js';
import { seedStrips, valuesBySeed } from '../seed-strips.js';
import { line, type Span, toned } from '../span.js';
import { verdictSpan } from '../verdict.js';
import { listPicture } from './list.js';
import type { Box, ViewOf } from './view.js';

/** Chosen cells: what differs, and whether it makes a difference, as far as seeds have come. */
export const compare: ViewOf = (state, run, box) => {
  const keys = comparedKeys(state, run);
  const rows = keys.flatMap(key => cellRows(run).find(row => row.key === key) ?? []);
  const [first] = rows;
  const metric = first ? shownMetric(state, first.experiment) : undefined;
  if (!first || metric === undefined) return listPicture([line(toned('dim', 'no result yet'))], none, [], box);
  const cursor = cursorAt('compare', state, keys);
  const { of, words } = comparisons(rows, metric, state, run);
  const columns = columnsOf(rows, first, metric, of, run, box);
  const chosen = rows[cursor];
  return listPicture(
    [...words.map(text => line(toned('dim', text))), headLine(columns, box)],
    {
      count: rows.length,
      cursor,
      line(at) {
        const row = rows[at];
        return row ? rowLine(columns, row, box, at === cursor) : line();
      },
    },
    chosen ? seedStrips(rows, chosen, metric, run, box) : [],
    box,
  );
};

const none = { count: 0, cursor: 0, line: () => line() };

interface Compared {
  readonly of: (row: CellRow) => Comparison | 'reference' | undefined;
  readonly words: readonly string[];
}

/**
 * Without a chosen reference the comparison is that of the report, corrected for all cells of the experiment; with one,
 * that of the cells shown, corrected for those.
 */
function comparisons(rows: readonly CellRow[], metric: string, state: DashState, run: DashRun): Compared {
  const chosen = cellRows(run).find(({ key }) => key === state.reference);
  const better = run.metric(metric).better ?? 'larger';
  if (!chosen && rows.some(({ cell }) => cell.against?.metric === metric)) {
    const baseline = rows[0]?.experiment.compare?.baseline;
    return {
      of: ({ cell }) => (cell.isBaseline ? 'reference' : cell.against),
      words: [
        `against ${baseline} by ${metric} (${better} is better), paired by seed, Holm over the experiment; b chooses another`,
      ],
    };
  }
  const reference = chosen ?? rows.find(({ cell }) => cell.isBaseline) ?? rows[0];
  if (!reference) return { of: () => undefined, words: [] };
  const others = rows.filter(({ key }) => key !== reference.key);
  const found = compareCells(
    others.map(({ cell }) => ({ values: valuesBySeed(cell, metric), against: valuesBySeed(reference.cell, metric) })),
    { baseline: reference.label, metric },
    better,
  );
  return {
    of: row => (row.key === reference.key ? 'reference' : found[others.findIndex(({ key }) => key === row.key)]),
    words: [
      `against ${reference.label} by ${metric} (${better} is better), paired by seed, Holm over the ${others.length} shown`,
    ],
  };
}

function columnsOf(
  rows: readonly CellRow[],
  first: CellRow,
  metric: string,
  against: Compared['of'],
  run: DashRun,
  { columns: width, unicode }: Box,
): readonly RowColumn<CellRow>[] {
  const axes = differingAxes(rows.map(({ cell }) => cell));
  const names = shortAxisNames(axes);
  const scale = metricScale(first.experiment, metric, run);
  const most = Math.max(8, Math.floor(width / 5));
  const settings = axes.map((axis, at): RowColumn<CellRow> => {
    const title = names.get(axis) ?? axis;
    const widest = rows.reduce((sum, { cell }) => Math.max(sum, widthOf(cell.cell[axis] ?? '')), widthOf(title));
    return {
      title,
      width: Math.min(most, widest),
      ...(at > 1 ? { dropOrder: 10 + at } : {}),
      of: ({ cell }) => toned('plain', cell.cell[axis] ?? ''),
    };
  });
  const told = (row: CellRow, write: (found: Comparison) => Span | string): Span => {
    const found = against(row);
    if (found === undefined || found === 'reference') return toned('plain', '');
    const span = write(found);
    return typeof span === 'string' ? toned('plain', span) : span;
  };
  return fitting(
    [
      ...(settings.length > 0
        ? settings
        : [{ title: 'cell', width: 16, of: ({ label }: CellRow) => toned('plain', label) }]),
      {
        title: 'n',
        width: 5,
        align: 'right',
        dropOrder: 3,
        of: ({ cell, trials }) => toned('plain', `${cell.n}/${trials.length}`),
      },
      {
        title: titleText(metric, scale),
        width: 16,
        of: ({ cell }) =>
          toned('plain', cell.metrics[metric] ? meanText(cell.metrics[metric], scale, { unicode }) : ''),
      },
      {
        title: 'difference',
        width: 10,
        align: 'right',
        dropOrder: 1,
        of: row => told(row, ({ difference }) => (difference === undefined ? '' : signedText(difference, scale))),
      },
      {
        title: '95 % interval',
        width: 16,
        dropOrder: 2,
        of: row => told(row, ({ ci95 }) => (ci95 ? intervalText(ci95, scale, signedText) : '')),
      },
      {
        title: 'p (Holm)',
        width: 8,
        dropOrder: 4,
        of: row => told(row, ({ pHolm }) => pText(pHolm)),
      },
      {
        title: 'verdict',
        width: 19,
        of: row => (against(row) === 'reference' ? toned('dim', 'reference') : told(row, found => verdictSpan(found))),
      },
    ],
    width,
  );
}
