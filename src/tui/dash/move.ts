import { unreachable } from '../../lib/bug.js';
import { cellRows } from './cell-rows.js';
import { chosenCell, seedAt } from './chosen.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import type { Key } from './read-keys.js';
import { cursorAt, rowKeys } from './rows.js';
import type { Seen } from './window.js';

/** The state after a key that only moves; undefined where the key is another. */
export function moved(state: DashState, key: Key, run: DashRun, seen: Seen): DashState | undefined {
  switch (key) {
    case 'up':
    case 'k':
      return movedBy(state, -1, run, seen);
    case 'down':
    case 'j':
      return movedBy(state, 1, run, seen);
    case 'page-up':
      return movedBy(state, -Math.max(1, seen.page - 1), run, seen);
    case 'page-down':
      return movedBy(state, Math.max(1, seen.page - 1), run, seen);
    case 'g':
    case 'home':
      return movedBy(state, Number.NEGATIVE_INFINITY, run, seen);
    case 'G':
    case 'end':
      return movedBy(state, Number.POSITIVE_INFINITY, run, seen);
    case 'left':
    case 'h':
      return movedAside(state, -1, run);
    case 'right':
    case 'l':
      return movedAside(state, 1, run);
    default:
      return undefined;
  }
}

function movedBy(state: DashState, rows: number, run: DashRun, seen: Seen): DashState {
  const keys = rowKeys(state.view, state, run);
  if (!keys) return { ...state, scrolls: { ...state.scrolls, [state.view]: scrolled(rows, seen) } };
  const at = Math.max(0, Math.min(keys.length - 1, cursorAt(state.view, state, keys) + rows));
  return { ...state, cursors: { ...state.cursors, [state.view]: { key: keys[at], at } } };
}

function scrolled(rows: number, { top, page, lines }: Seen): number | 'end' {
  const last = Math.max(0, lines - page);
  const wanted = top + rows;
  return wanted >= last ? 'end' : Math.max(0, wanted);
}

/** From seed to seed, or a fold open and shut. */
function movedAside(state: DashState, by: 1 | -1, run: DashRun): DashState {
  switch (state.view) {
    case 'overview':
    case 'compare': {
      const trials = chosenCell(state, run)?.trials ?? [];
      return { ...state, seed: Math.max(0, Math.min(trials.length - 1, seedAt(state, trials) + by)) };
    }
    case 'trial': {
      const cell = cellRows(run).find(({ trials }) => trials.some(({ id }) => id === state.trial));
      const at = cell?.trials.findIndex(({ id }) => id === state.trial) ?? -1;
      const next = cell?.trials[at + by];
      return next ? { ...state, trial: next.id, seed: at + by } : state;
    }
    case 'jobs':
      return folded(state, by === -1, run);
    case 'devices':
    case 'log':
    case 'help':
      return state;
    default:
      return unreachable(state.view);
  }
}

function folded(state: DashState, isToFold: boolean, run: DashRun): DashState {
  const keys = rowKeys('jobs', state, run) ?? [];
  const key = keys[cursorAt('jobs', state, keys)];
  if (key === undefined) return state;
  const jobs = new Set(state.folded);
  if (isToFold) jobs.add(key);
  else jobs.delete(key);
  return { ...state, folded: jobs };
}
