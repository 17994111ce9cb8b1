import type { DashRun } from '../dash-run.js';
import type { DashState } from '../dash-state.js';
import type { Line } from '../span.js';
import type { Seen } from '../window.js';

/** The part of the screen between head and foot. */
export interface Box {
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
}

/** At most `rows` lines, and what of a list or a text they show. */
export interface Picture {
  readonly lines: readonly Line[];
  readonly seen: Seen;
}

export type ViewOf = (state: DashState, run: DashRun, box: Box) => Picture;
