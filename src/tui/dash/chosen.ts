import { unreachable } from '../../lib/bug.js';
import type { PlannedTrial } from '../../report/index.js';
import { type CellRow, cellRows, shownCells } from './cell-rows.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import { jobRows } from './job-tree.js';
import { comparedKeys, cursorAt } from './rows.js';

/** The cell under the cursor of the present view. */
export function chosenCell(state: DashState, run: DashRun): CellRow | undefined {
  if (state.view === 'compare') {
    const keys = comparedKeys(state, run);
    const key = keys[cursorAt('compare', state, keys)];
    return cellRows(run).find(row => row.key === key);
  }
  const rows = shownCells(state, run);
  const keys = rows.map(({ key }) => key);
  return rows[cursorAt('overview', state, keys)];
}

/** The trial that keys are about: that of the view, of the seed under the cursor, or the one that a job is of alone. */
export function chosenTrial(state: DashState, run: DashRun): PlannedTrial | undefined {
  const { trials } = run.state;
  switch (state.view) {
    case 'trial':
      return state.trial === undefined ? seedUnder(state, run) : trials.get(state.trial);
    case 'jobs': {
      const rows = jobRows(run.state, state.folded, state.filters.jobs ?? '');
      const row =
        rows[
          cursorAt(
            'jobs',
            state,
            rows.map(({ key }) => key),
          )
        ];
      const users = row ? [...trials.values()].filter(({ jobs }) => jobs.includes(row.key)) : [];
      return users.length === 1 ? users[0] : undefined;
    }
    case 'overview':
    case 'compare':
      return seedUnder(state, run);
    case 'devices':
    case 'log':
    case 'help':
      return undefined;
    default:
      return unreachable(state.view);
  }
}

/** The place of the chosen seed in a cell, which may have fewer than the one before. */
export const seedAt = (state: Pick<DashState, 'seed'>, trials: readonly PlannedTrial[]): number =>
  Math.max(0, Math.min(state.seed, trials.length - 1));

function seedUnder(state: DashState, run: DashRun): PlannedTrial | undefined {
  const trials = chosenCell(state, run)?.trials ?? [];
  return trials[seedAt(state, trials)];
}
