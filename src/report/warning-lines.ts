import { cellLabel, differingAxes } from './cell-label.js';
import { defeatText } from './early-stop-text.js';
import type { MetricLookup } from './metric.js';
import { oneLine } from './one-line.js';
import { paint } from './paint.js';
import type { CellResult, ExperimentResult } from './results.js';
import { valueText } from './scale.js';
import type { TextOptions } from './text-options.js';
import { type ClassCount, isLeftUndone, type ResultWarning, resultWarnings } from './warnings.js';
import { weakTeachers } from './weak-teachers.js';
import { wrap } from './width.js';

/** So many warnings are told one by one. */
const mostTold = 20;

/** `warningTexts` for a terminal. */
export const warningLines = (
  experiment: ExperimentResult,
  metric: MetricLookup,
  classes: ClassCount,
  options: TextOptions,
): string[] =>
  warningTexts(experiment, metric, classes).flatMap(text =>
    wrap(`! ${text}`, options.columns ?? Number.POSITIVE_INFINITY, '  ').map(line => paint(line, 'yellow', options)),
  );

/** What stands above a result table, so that no average hides it: failures, guessing, seeds far from the others, cells given up, gaps. */
export function warningTexts(experiment: ExperimentResult, metric: MetricLookup, classes: ClassCount): string[] {
  const axes = differingAxes(experiment.cells);
  const warnings = resultWarnings(experiment, classes);
  const together = alikeTogether(warnings);
  const told = together.slice(0, mostTold).map(alike => warningText(alike, axes, metric));
  const more = together.length > mostTold ? [`${together.length - mostTold} more of this kind`] : [];
  const defeated = experiment.cells.flatMap(cell => defeatedText(cell, axes, metric) ?? []);
  const moreDefeated = defeated.length > mostTold ? [`${defeated.length - mostTold} more cells were given up`] : [];
  const noticed = experiment.teachers.flatMap(({ label, warnings: texts }) =>
    texts.map(text => `teacher ${label}: ${text}`),
  );
  const open = experiment.trials.filter(({ state }) => state === 'waiting' || state === 'running').length;
  const undone = experiment.trials.filter(isLeftUndone).length;
  const of = `of ${experiment.trials.length} trials have no result`;
  const gaps = [
    ...mixedCells(experiment, axes),
    ...(open > 0 ? [`${open} ${of} yet: averages are over those that have`] : []),
    ...(undone > 0 ? [`${undone} ${of}, because the run was stopped: averages are over those that have`] : []),
  ];
  return [
    ...noticed,
    ...weakTeachers(experiment, metric),
    ...told,
    ...more,
    ...defeated.slice(0, mostTold),
    ...moreDefeated,
    ...gaps,
  ];
}

/** An average over seeds of which some were stopped is of those that happened to be quick. */
function mixedCells({ cells }: ExperimentResult, axes: readonly string[]): string[] {
  const mixed = cells.filter(({ n, trials, stoppedEarly }) => n > 0 && !stoppedEarly && trials.some(isLeftUndone));
  const told = mixed.slice(0, mostTold).map(({ cell, n, trials }) => {
    const stopped = trials.filter(isLeftUndone).map(({ seed }) => seed);
    return `${cellLabel(cell, axes) || 'the cell'} mixes finished and stopped trials: its average is over ${n} of ${trials.length} seeds, without ${stopped.join(', ')}`;
  });
  return mixed.length > mostTold ? [...told, `${mixed.length - mostTold} more cells mix them`] : told;
}

type Alike = readonly [ResultWarning, ...ResultWarning[]];

/** Seeds of a cell that failed for the same reason are told in one breath. */
function alikeTogether(warnings: readonly ResultWarning[]): Alike[] {
  const groups = new Map<ResultWarning | string, Alike>();
  for (const warning of warnings) {
    const { kind, cell, trial } = warning;
    const key =
      kind === 'no-result' ? JSON.stringify([cell.cell, trial.state, trial.error?.reason, trial.error?.text]) : warning;
    groups.set(key, [...(groups.get(key) ?? []), warning] as unknown as Alike);
  }
  return [...groups.values()];
}

function warningText(alike: Alike, axes: readonly string[], metric: MetricLookup): string {
  const [warning] = alike;
  const { cell, trial } = warning;
  const trials = alike.map(one => one.trial);
  const seeds = `${trials.length === 1 ? 'seed' : 'seeds'} ${trials.map(({ seed }) => seed).join(', ')}`;
  const who = `${[cellLabel(cell.cell, axes), seeds].filter(Boolean).join(', ')} (${trials.map(({ id }) => id).join(', ')})`;
  switch (warning.kind) {
    case 'no-result':
      return `${who} ${trial.state}${trial.error ? `: ${trial.error.reason}: ${oneLine(trial.error.text)}` : ''}${coverage(cell)}`;
    case 'at-chance':
      return `${who} is at chance level: accuracy ${valueText(trial.metrics.accuracy ?? Number.NaN, 'share')} with ${warning.classes} classes`;
    case 'far-from-cell': {
      const { unit } = metric(warning.metric);
      const value = valueText(trial.metrics[warning.metric] ?? Number.NaN, unit);
      return `${who} is far from its cell's other seeds: ${warning.metric} ${value}, their median ${valueText(warning.median, unit)}`;
    }
    case 'noticed':
      return `${who}: ${warning.text}`;
  }
}

function defeatedText(cell: CellResult, axes: readonly string[], metric: MetricLookup): string | undefined {
  if (!cell.stoppedEarly) return undefined;
  const seeds = cell.n > 0 ? coverage(cell) : '';
  return `${cellLabel(cell.cell, axes)}: given up ${defeatText(cell.stoppedEarly, metric)}${seeds}`;
}

const coverage = ({ n, trials }: CellResult): string =>
  n === 0 ? '; no seed of its cell has a result' : `; its cell's average is over ${n} of ${trials.length} seeds`;
