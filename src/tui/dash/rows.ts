import { unreachable } from '../../lib/bug.js';
import { cellRows, shownCells } from './cell-rows.js';
import type { DashRun } from './dash-run.js';
import type { DashState, View } from './dash-state.js';
import { jobRows } from './job-tree.js';

/** Keys of the rows of a view with a cursor, in their order; undefined of a view that scrolls. */
export function rowKeys(view: View, state: DashState, run: DashRun): readonly string[] | undefined {
  switch (view) {
    case 'overview':
      return shownCells(state, run).map(({ key }) => key);
    case 'jobs':
      return jobRows(run.state, state.folded, state.filters.jobs ?? '').map(({ key }) => key);
    case 'compare':
      return comparedKeys(state, run);
    case 'trial':
    case 'devices':
    case 'log':
    case 'help':
      return undefined;
    default:
      return unreachable(view);
  }
}

/** Where the cursor of a view is among its rows: at its row, or where that was. -1 where there are none. */
export function cursorAt(view: View, state: DashState, keys: readonly string[]): number {
  const cursor = state.cursors[view];
  const found = cursor?.key === undefined ? -1 : keys.indexOf(cursor.key);
  return found >= 0 ? found : Math.min(cursor?.at ?? 0, keys.length - 1);
}

/** The cells that are compared: those marked, else all of the experiment under the overview's cursor. */
export function comparedKeys(state: DashState, run: DashRun): readonly string[] {
  const rows = cellRows(run);
  if (state.marks.size > 0) return rows.filter(({ key }) => state.marks.has(key)).map(({ key }) => key);
  const keys = shownCells(state, run).map(({ key }) => key);
  const here = rows.find(({ key }) => key === keys[cursorAt('overview', state, keys)]) ?? rows[0];
  return rows.filter(({ experiment }) => experiment === here?.experiment).map(({ key }) => key);
}
