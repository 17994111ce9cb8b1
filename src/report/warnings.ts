import type { CellResult, ExperimentResult, TrialResult } from './results.js';
import { median } from './statistics.js';

/** Something about single trials that an average would hide. */
export type ResultWarning =
  | { readonly kind: 'no-result'; readonly cell: CellResult; readonly trial: TrialResult }
  | { readonly kind: 'at-chance'; readonly cell: CellResult; readonly trial: TrialResult; readonly classes: number }
  | {
      readonly kind: 'far-from-cell';
      readonly cell: CellResult;
      readonly trial: TrialResult;
      readonly metric: string;
      /** Of the cell's other seeds. */
      readonly median: number;
    }
  /** What a worker noticed. */
  | { readonly kind: 'noticed'; readonly cell: CellResult; readonly trial: TrialResult; readonly text: string };

/** How many classes a data set of the catalogue has. */
export type ClassCount = (dataset: string) => number | undefined;

/** All that is to be told of single trials, cell by cell, in the order of the trials. */
export function resultWarnings(experiment: ExperimentResult, classes: ClassCount): ResultWarning[] {
  const metric = experiment.compare?.metric ?? 'accuracy';
  return experiment.cells.flatMap(cell =>
    cell.trials.flatMap(trial =>
      [
        withoutResult(cell, trial) ?? atChance(cell, trial, classes) ?? farFromCell(cell, trial, metric) ?? [],
        ...trial.warnings.map(text => ({ kind: 'noticed', cell, trial, text }) as const),
      ].flat(),
    ),
  );
}

/** That a whole cell was given up is told of the cell, that the run was stopped once for all trials it left undone. */
function withoutResult(cell: CellResult, trial: TrialResult): ResultWarning | undefined {
  if (trial.error?.reason === 'stopped-early' || isLeftUndone(trial)) return undefined;
  return trial.state === 'failed' || trial.state === 'canceled' ? { kind: 'no-result', cell, trial } : undefined;
}

/** Whether a trial was never done because the run ended before it, and for no fault of its own. */
export const isLeftUndone = ({ state, error }: TrialResult): boolean => state === 'canceled' && error === undefined;

/** Accuracy no better than guessing: at most a fifth above 1/classes, and at most five points of per cent. */
function atChance(cell: CellResult, trial: TrialResult, classCount: ClassCount): ResultWarning | undefined {
  const { accuracy, classes: measured } = trial.metrics;
  const classes = measured ?? (trial.dataset === undefined ? undefined : classCount(trial.dataset));
  if (accuracy === undefined || classes === undefined) return undefined;
  const guessing = 1 / classes;
  return accuracy <= guessing + Math.min(0.2 * guessing, 0.05)
    ? { kind: 'at-chance', cell, trial, classes }
    : undefined;
}

/** Makes the median absolute deviation an estimate of the standard deviation of normal values. */
const madToSd = 1.4826;

/**
 * A value further from the median of the cell's other seeds than five of their standard deviations, estimated by the
 * median absolute deviation, and five per cent of that median on top, since few seeds often lie close by luck.
 * Asks for three seeds: of two, nobody knows which is the odd one.
 */
function farFromCell(cell: CellResult, trial: TrialResult, metric: string): ResultWarning | undefined {
  const value = trial.metrics[metric];
  const others = cell.trials.flatMap(other => (other === trial ? [] : (other.metrics[metric] ?? [])));
  if (value === undefined || others.length < 2) return undefined;
  const middle = median(others);
  const spread = madToSd * median(others.map(other => Math.abs(other - middle)));
  const isFar = Math.abs(value - middle) > 5 * spread + 0.05 * Math.abs(middle);
  return isFar ? { kind: 'far-from-cell', cell, trial, metric, median: middle } : undefined;
}
