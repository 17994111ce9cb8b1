import { numberText } from '../../../report/index.js';
import { bestLines, troubleLine } from '../answers.js';
import { cellColumns } from '../cell-columns.js';
import { type CellRow, shownCells, shownMetric } from '../cell-rows.js';
import { seedAt } from '../chosen.js';
import type { DashRun } from '../dash-run.js';
import type { DashState } from '../dash-state.js';
import { progressText } from '../job-progress.js';
import { metricScale } from '../metric-scale.js';
import { headLine, rowLine } from '../row-table.js';
import { cursorAt } from '../rows.js';
import { seedState, stateTone } from '../seed-marks.js';
import { type Line, line, toned } from '../span.js';
import { listPicture } from './list.js';
import type { ViewOf } from './view.js';

/** How the experiment is doing: what is best, what went wrong, and a row for each cell with its seeds as marks. */
export const overview: ViewOf = (state, run, box) => {
  const rows = shownCells(state, run);
  const cursor = cursorAt(
    'overview',
    state,
    rows.map(({ key }) => key),
  );
  const chosen = rows[cursor];
  const columns = cellColumns(state, run, box, chosen);
  const several = run.results.experiments.length > 1;
  const headed: readonly (CellRow | string)[] = several ? withHeadings(rows) : rows;
  return listPicture(
    [...bestLines(state, run), troubleLine(run), headLine(columns, box)],
    {
      count: headed.length,
      cursor: chosen ? headed.indexOf(chosen) : 0,
      line(at) {
        const row = headed[at];
        if (row === undefined) return line();
        if (typeof row === 'string') return line(toned('bold', row));
        return rowLine(columns, row, box, row === chosen);
      },
    },
    chosen ? chosenLines(chosen, state, run) : [line(toned('dim', 'no cell has this text in it; esc shows all'))],
    box,
  );
};

function withHeadings(rows: readonly CellRow[]): (CellRow | string)[] {
  return rows.flatMap((row, at) => (row.experiment === rows[at - 1]?.experiment ? row : [row.experiment.name, row]));
}

/** What is known of the seed under the cursor. */
function chosenLines(row: CellRow, state: DashState, run: DashRun): Line[] {
  const trial = row.trials[seedAt(state, row.trials)];
  if (!trial) return [];
  const reached = seedState(run.state, trial);
  const records = trial.jobs.flatMap(id => run.state.jobs.get(id) ?? []);
  const telling =
    records.find(({ state: job }) => job === (reached === 'given up' ? 'canceled' : reached)) ??
    records.find(({ state: job }) => job === 'running') ??
    records.find(({ state: job }) => job === 'waiting' || job === 'canceled') ??
    records.at(-1);
  const name = shownMetric(state, row.experiment);
  const value = reached === 'done' && name !== undefined ? run.state.jobs.get(trial.result)?.metrics[name] : undefined;
  const text =
    value !== undefined && name !== undefined
      ? `${name} ${numberText(value, metricScale(row.experiment, name, run))} ${metricScale(row.experiment, name, run).unit}`.trimEnd()
      : telling
        ? `${telling.job.label}: ${progressText(telling, run.state, run.nowMs)}`
        : '';
  return [
    line(
      toned('dim', `seed ${trial.seed}  `),
      `${trial.id}  `,
      toned(stateTone(reached), reached),
      text === '' ? '' : `  ${text}`,
    ),
  ];
}
