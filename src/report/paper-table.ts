import { differingAxes, shortAxisNames } from './cell-label.js';
import { significance } from './compare.js';
import type { MetricLookup } from './metric.js';
import type { CellResult, ExperimentResult } from './results.js';
import { intervalText, meanText, numberText, type Scale, scaleFor, signedText, titleText } from './scale.js';
import type { TeacherResult } from './teachers.js';

/** The table of an experiment as a paper prints it, before it is LaTeX or Markdown. */
export interface PaperTable {
  readonly caption: string;
  readonly head: readonly PaperCell[];
  /** Teachers. */
  readonly above: readonly (readonly PaperCell[])[];
  readonly rows: readonly (readonly PaperCell[])[];
}

export interface PaperCell {
  readonly text: string;
  readonly align: 'left' | 'right';
  /** Only what is shown to be better than the baseline. */
  readonly isBold: boolean;
}

/**
 * Axes, number of seeds, mean ± sd of every metric, the difference with its interval and the corrected p. Bold is the
 * metric of a cell whose difference is significant and for the better, and nothing else: the best mean may be luck.
 */
export function paperTable(experiment: ExperimentResult, metric: MetricLookup): PaperTable {
  const { cells, teachers, compare, metrics } = experiment;
  const axes = differingAxes(cells);
  const names = shortAxisNames(axes);
  const scales = new Map(metrics.map(name => [name, scaleOf(cells, name, metric)]));
  const verdict = compare ? scales.get(compare.metric) : undefined;
  const unit = verdict?.differenceUnit ? ` (${verdict.differenceUnit})` : '';
  const first = axes.length === 0 ? [left('cell')] : axes.map(axis => left(names.get(axis) ?? axis));
  const compared = compare && verdict ? [right(`difference${unit}`), right('95 % interval'), right('p')] : [];
  return {
    caption: captionOf(experiment),
    head: [...first, right('n'), ...metrics.map(name => right(titleText(name, scaleIn(scales, name)))), ...compared],
    above: teachers
      .filter(({ part }) => part === 'test')
      .map(teacher => [
        ...first.map((_, at) => left(at === 0 ? `teacher ${teacher.label}` : '')),
        right(''),
        ...metrics.map(name => right(teacherText(teacher, name, scaleIn(scales, name)))),
        ...compared.map(() => right('')),
      ]),
    rows: cells.map(cell => [
      ...(axes.length === 0 ? [left('')] : axes.map(axis => left(cell.cell[axis] ?? ''))),
      right(cell.n === cell.trials.length ? `${cell.n}` : `${cell.n}/${cell.trials.length}`),
      ...metrics.map(name => ({
        ...right(metricText(cell, name, scaleIn(scales, name), metric)),
        isBold: name === compare?.metric && cell.against?.verdict === 'better',
      })),
      ...(compare && verdict ? comparisonCells(cell, verdict) : []),
    ]),
  };
}

function comparisonCells({ against, isBaseline, stoppedEarly }: CellResult, scale: Scale): PaperCell[] {
  if (isBaseline) return [right('baseline'), right(''), right('')];
  if (stoppedEarly) return [right('given up'), right(''), right('')];
  const { difference, ci95, pHolm } = against ?? {};
  return [
    right(difference === undefined ? '' : signedText(difference, scale)),
    right(ci95 ? intervalText(ci95, scale, signedText) : ''),
    right(pHolm === undefined ? '' : pHolm < 0.001 ? '< 0.001' : pHolm.toFixed(3)),
  ];
}

/** What a reader must know to judge the numbers. */
function captionOf({ name, about, cells, compare, intervals }: ExperimentResult): string {
  const counts = cells.filter(({ stoppedEarly }) => !stoppedEarly).map(({ n }) => n);
  const range = [...new Set([Math.min(...counts), Math.max(...counts)])].join(' to ');
  const tested = cells.filter(({ against }) => against?.pHolm !== undefined).length;
  const title = about === undefined ? name : `${name}: ${about}`;
  const sentences = [
    /[.?!]$/.test(title) ? title : `${title}.`,
    `Mean ± sample standard deviation over n = ${range} seeds.`,
    ...(compare && tested > 0
      ? [
          `Differences from ${compare.baseline} by ${compare.metric}, paired by seed; intervals ${intervals === 't' ? "by Student's t" : 'by the bootstrap'}; p of two-sided paired t tests${tested > 1 ? `, Holm's correction for ${tested} comparisons` : ''}.`,
          `Bold: better at ${significance * 100} %.`,
        ]
      : []),
  ];
  return sentences.join(' ');
}

/** Sizes that do not vary are told without a spread of 0. */
function metricText({ metrics }: CellResult, name: string, scale: Scale, metric: MetricLookup): string {
  const summary = metrics[name];
  if (!summary) return '';
  const { unit } = metric(name);
  const isSize = (unit === 'count' || unit === 'bytes') && summary.sd === 0;
  return isSize ? numberText(summary.mean, scale) : meanText(summary, scale, { unicode: true });
}

const teacherText = ({ metrics }: TeacherResult, name: string, scale: Scale): string =>
  metrics[name] === undefined ? '' : numberText(metrics[name], scale);

function scaleOf(cells: readonly CellResult[], name: string, metric: MetricLookup): Scale {
  const means = cells.map(({ metrics }) => Math.abs(metrics[name]?.mean ?? 0)).filter(Number.isFinite);
  return scaleFor(metric(name).unit, Math.max(0, ...means));
}

const scaleIn = (scales: ReadonlyMap<string, Scale>, name: string): Scale => scales.get(name) ?? scaleFor('number', 0);
const left = (text: string): PaperCell => ({ text, align: 'left', isBold: false });
const right = (text: string): PaperCell => ({ text, align: 'right', isBold: false });
