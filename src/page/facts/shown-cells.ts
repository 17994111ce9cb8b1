import type { CellResult, ExperimentResult } from '../../report/index.js';

/** Cells of which a figure has room for, and what to say of the others. */
export interface ShownCells {
  readonly cells: readonly CellResult[];
  /** Absent where all are shown. */
  readonly note?: string;
}

/**
 * At most so many cells of some, in the order of the plan: those that others are compared with, then the best by the
 * metric.
 */
export function shownCells(
  cells: readonly CellResult[],
  most: number,
  by: { readonly metric: string; readonly better: 'larger' | 'smaller' },
): ShownCells {
  if (cells.length <= most) return { cells };
  const sign = by.better === 'larger' ? -1 : 1;
  const order = (cell: CellResult): number => sign * (cell.metrics[by.metric]?.mean ?? sign * Number.POSITIVE_INFINITY);
  const ranked = cells.toSorted((a, b) => Number(b.isBaseline) - Number(a.isBaseline) || order(a) - order(b));
  const chosen = new Set(ranked.slice(0, most));
  const baselines = cells.some(({ isBaseline }) => isBaseline) ? 'the baseline and ' : '';
  return {
    cells: cells.filter(cell => chosen.has(cell)),
    note: `${most} of ${cells.length} cells are shown: ${baselines}the best by ${by.metric}. The table of cells has all.`,
  };
}

/** The metric an experiment is about: the compared one, else accuracy, else the first. */
export const mainMetric = ({ compare, metrics }: ExperimentResult): string | undefined =>
  compare && metrics.includes(compare.metric) ? compare.metric : metrics.includes('accuracy') ? 'accuracy' : metrics[0];

/** Which look a cell of those shown has: the first is the baseline's where there is one alone. */
export function lookPlace(cell: CellResult, at: number, shown: readonly CellResult[]): number {
  const baselines = shown.filter(({ isBaseline }) => isBaseline);
  const [only] = baselines.length === 1 ? baselines : [];
  if (!only) return at;
  return cell === only ? 0 : at + Number(at < shown.indexOf(only));
}
