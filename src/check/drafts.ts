import type { Point } from './experiment.js';
import type { NamedAxes } from './name-axes.js';
import type { Row } from './rows.js';
import type { Sweep } from './sweep.js';

/** A trial on its way: its row, its cell, and what must agree for it to be compared with another. */
export interface Draft {
  readonly row: Row;
  readonly point: Point;
  /** The point without the strategy, as a key. */
  readonly surroundings: string;
}

export const draftRows = (rows: Sweep<Row>, axes: NamedAxes): readonly Draft[] =>
  rows.map(({ choices, value }) => ({
    row: value,
    point: axes.pointOf(choices),
    surroundings: keyOf(axes.surroundingsOf(choices)),
  }));

/** Equal points have equal keys, whatever the order of their settings. */
export const keyOf = (point: Point): string =>
  Object.keys(point)
    .sort()
    .map(name => `${name}=${point[name]}`)
    .join('\n');
