import type { Tallies } from '../../formats/index.js';
import type { CellResult } from '../../report/index.js';
import type { Context } from '../context.js';
import { jobsOfCell } from '../facts/cell-jobs.js';

/** What was counted of a cell's seeds that are done. */
export function talliesOfCell({ input, planned }: Context, cell: CellResult): Tallies[] {
  if (cell.n === 0) return [];
  return jobsOfCell(input.state, planned, cell).flatMap(({ measurement }) => input.talliesOf(measurement) ?? []);
}

/** Why there are none. */
export const notKept = ({ main }: Context): string =>
  main === undefined ? 'no trial has a result' : 'not kept by the version of kd that measured these results';
