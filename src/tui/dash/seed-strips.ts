import { type CellResult, cut, intervalText, pad, titleText } from '../../report/index.js';
import type { CellRow } from './cell-rows.js';
import type { DashRun } from './dash-run.js';
import { metricScale } from './metric-scale.js';
import { type Line, line, toned } from './span.js';
import type { Box } from './views/view.js';

/** The values of a metric that a cell has, by seed. */
export function valuesBySeed({ trials }: CellResult, metric: string): ReadonlyMap<number, number> {
  return new Map(
    trials.flatMap(({ seed, metrics }) => {
      const value = metrics[metric];
      return value === undefined ? [] : [[seed, value] as const];
    }),
  );
}

/** Each cell's seeds as points on one line from the lowest to the highest value of all, a page of cells at most. */
export function seedStrips(rows: readonly CellRow[], chosen: CellRow, metric: string, run: DashRun, box: Box): Line[] {
  const values = rows.flatMap(({ cell }) => [...valuesBySeed(cell, metric).values()]).filter(Number.isFinite);
  if (values.length < 2 || box.rows < 16) return [];
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const room = Math.floor(box.rows / 3);
  const at = rows.indexOf(chosen);
  const from = Math.max(0, Math.min(rows.length - room, at - Math.floor(room / 2)));
  const label = Math.min(28, Math.floor(box.columns / 3));
  const width = Math.max(10, box.columns - label - 4);
  const scale = metricScale(chosen.experiment, metric, run);
  const name = (text: string): string => pad(cut(text, label, box), label);
  const title = `${titleText(metric, scale)} by seed, ${intervalText([low, high], scale)}`;
  return [
    line(),
    line(toned('dim', title)),
    ...rows.slice(from, from + room).map(row => {
      const places = [...valuesBySeed(row.cell, metric).values()].map(value =>
        high > low ? Math.round(((value - low) / (high - low)) * (width - 1)) : 0,
      );
      return line(
        row === chosen ? toned('bold', name(row.label)) : name(row.label),
        '  ',
        toned('info', strip(places, width, box)),
      );
    }),
  ];
}

function strip(places: readonly number[], width: number, { unicode }: Box): string {
  const counts = new Array<number>(width).fill(0);
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  const [empty, one, several] = unicode ? ['·', '●', '◉'] : ['.', 'o', 'O'];
  return counts.map(count => (count === 0 ? empty : count === 1 ? one : several)).join('');
}
