import type { CellResult, ExperimentResult } from '../../report/index.js';

/** Cells of which a figure has room for, and what to say of the others. */
export interface ShownCells {
  readonly cells: readonly CellResult[];
  /** Absent where all are shown. */
  readonly note?: string;
}

/** Which cells are the best. */
interface Ranking {
  readonly metric: string;
  readonly better: 'larger' | 'smaller';
}

/** The smaller the better; cells without a value come last. */
const orderBy =
  ({ metric, better }: Ranking) =>
  ({ metrics }: CellResult): number => {
    const mean = metrics[metric]?.mean ?? Number.NaN;
    if (Number.isNaN(mean)) return Number.POSITIVE_INFINITY;
    return better === 'larger' ? -mean : mean;
  };

/** The best of some cells, the first of equals. */
export function bestCell(cells: readonly CellResult[], by: Ranking): CellResult | undefined {
  const order = orderBy(by);
  return cells.toSorted((a, b) => order(a) - order(b) || 0)[0];
}

/**
 * At most so many cells of some, in the order of the plan: those that others are compared with, then the best by the
 * metric.
 */
export function shownCells(cells: readonly CellResult[], most: number, by: Ranking): ShownCells {
  if (cells.length <= most) return { cells };
  const order = orderBy(by);
  const ranked = cells.toSorted((a, b) => Number(b.isBaseline) - Number(a.isBaseline) || order(a) - order(b) || 0);
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
