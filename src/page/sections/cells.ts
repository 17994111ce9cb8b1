import {
  type CellResult,
  type Comparison,
  differingAxes,
  intervalText,
  numberText,
  pText,
  type Scale,
  shortAxisNames,
  signedText,
  summarySentences,
  titleText,
} from '../../report/index.js';
import type { Context, Section } from '../context.js';
import { dataTable } from '../figures/data-table.js';
import { type Html, html, type Part } from '../html.js';
import { prose } from '../prose.js';
import { verdictMark } from './verdict-mark.js';

interface Column {
  readonly title: string;
  readonly hint?: string;
  readonly isNumber: boolean;
  readonly write: (cell: CellResult) => Part;
  /** Whose values teachers have in this column as well. */
  readonly metric?: string;
}

/** Every cell with all that was measured of it, and below them the teachers, as one table. */
export function cells(context: Context): Section {
  const { experiment, main, input } = context;
  if (main === undefined) return { title: 'Cells', missing: 'no trial has a result' };
  const columns = [...axisColumns(context), countColumn, ...metricColumns(context, main)]
    .concat(comparisonColumns(context))
    .concat(experiment.metrics.filter(name => name !== main).flatMap(name => metricColumns(context, name)))
    .filter(({ write, title }) => title === '' || experiment.cells.some(cell => write(cell) !== ''));
  const body = html`${dataTable({
    title: `Cells of ${experiment.name}`,
    columns: columns.map(({ title, isNumber, hint }) => ({ title, isNumber, ...(hint === undefined ? {} : { hint }) })),
    rows: experiment.cells.map(cell => columns.map(({ write }) => write(cell))),
    foot: teacherRows(context, columns),
    isSortable: true,
    most: 500,
  })}
<ul class="notes">${summarySentences(experiment, input.metric, { unicode: true }).map(text => html`<li>${prose(text)}</li>`)}</ul>`;
  return { id: context.id('cells'), title: 'Cells', body };
}

function axisColumns({ experiment }: Context): Column[] {
  const axes = differingAxes(experiment.cells);
  const names = shortAxisNames(axes);
  if (axes.length === 0) return [{ title: 'cell', isNumber: false, write: () => experiment.name }];
  return axes.map(axis => ({ title: names.get(axis) ?? axis, isNumber: false, write: ({ cell }) => cell[axis] ?? '' }));
}

const countColumn: Column = {
  title: 'n',
  hint: 'seeds with a result',
  isNumber: true,
  write: ({ n, trials }) => (n === trials.length ? String(n) : `${n}/${trials.length}`),
};

function metricColumns({ scaleOf, main }: Context, name: string): Column[] {
  const scale = scaleOf(name);
  const mean: Column = {
    title: titleText(name, scale),
    metric: name,
    hint: 'mean ± sample standard deviation over seeds',
    isNumber: true,
    write({ metrics }) {
      const summary = metrics[name];
      if (!summary) return '';
      const text = numberText(summary.mean, scale);
      return summary.sd === undefined
        ? text
        : html`${text}<span class="spread"> ± ${numberText(summary.sd, scale)}</span>`;
    },
  };
  const interval: Column = {
    title: '95 % interval',
    hint: `of the mean of ${name}`,
    isNumber: true,
    write: ({ metrics }) => (metrics[name]?.ci95 ? intervalText(metrics[name].ci95, scale) : ''),
  };
  const expected: Column = {
    title: `expected ${name}`,
    isNumber: true,
    write: ({ expect }) => (expect?.[name] === undefined ? '' : numberText(expect[name], scale)),
  };
  return name === main ? [mean, interval, expected] : [mean, expected];
}

function comparisonColumns({ experiment, scaleOf }: Context): Column[] {
  const { compare } = experiment;
  if (!compare) return [];
  const scale = scaleOf(compare.metric);
  const unit = scale.differenceUnit === '' ? '' : `, ${scale.differenceUnit}`;
  const column = (title: string, hint: string, write: (against: Comparison) => Part): Column => ({
    title,
    hint,
    isNumber: true,
    write: ({ against }) => (against ? write(against) : ''),
  });
  return [
    column(`against ${compare.baseline}${unit}`, 'mean difference paired by seed, with its 95 % interval', against =>
      differenceText(against, scale),
    ),
    column('p (Holm)', "paired t test, Holm's correction", ({ pHolm }) => pText(pHolm)),
    column('p (sign flip)', 'exact, for each comparison alone', ({ signFlipP }) => pText(signFlipP)),
    column('effect', "Hedges' g of the paired differences", ({ effect }) =>
      effect === undefined ? '' : `${effect >= 0 ? '+' : ''}${effect.toFixed(Math.abs(effect) < 99.5 ? 1 : 0)}`,
    ),
    { title: 'verdict', isNumber: false, write: verdictOf },
  ];
}

function differenceText({ difference, ci95 }: Comparison, scale: Scale): Part {
  if (difference === undefined) return '';
  return html`${signedText(difference, scale)}${ci95 && html`<span class="spread"> ${intervalText(ci95, scale, signedText)}</span>`}`;
}

function verdictOf({ isBaseline, stoppedEarly, against, n }: CellResult): Part {
  if (stoppedEarly) return 'given up';
  if (isBaseline) return 'baseline';
  if (!against) return '';
  if (n === 0) return 'no result';
  return against.test === 'none'
    ? 'too few seeds'
    : html`<span class="verdict">${verdictMark(against.verdict)} ${against.verdict}</span>`;
}

/** The teachers under the same columns, as far as the same was measured of them. */
function teacherRows({ experiment, scaleOf }: Context, columns: readonly Column[]): Part[][] {
  const students = experiment.cells.flatMap(({ metrics }) => metrics.params?.mean ?? []);
  return experiment.teachers.map(({ label, part, metrics }) =>
    columns.map(({ metric }, at) => {
      if (at === 0) return html`<span class="verdict">teacher ${label}${part !== 'test' && ` (on ${part})`}</span>`;
      const value = metric === undefined ? undefined : metrics[metric];
      if (metric === undefined || value === undefined) return '';
      const size = metric === 'params' ? timesText(value, students) : '';
      return html`${numberText(value, scaleOf(metric))}${size !== '' && html`<span class="spread"> (${size})</span>`}`;
    }),
  );
}

/** `53 ×`: how many times the student's size a teacher has. */
function timesText(teacher: number, students: readonly number[]): string {
  if (students.length === 0) return '';
  const times = [Math.max(...students), Math.min(...students)].map(student => ratio(teacher / student));
  return `${[...new Set(times)].join(' to ')} × the student`;
}

const ratio = (value: number): string => (value < 9.95 ? value.toFixed(1) : String(Math.round(value)));

/** For other sections: a cell's mean with its spread. */
export const meanPart = (mean: number, sd: number | undefined, scale: Scale): Html =>
  html`${numberText(mean, scale)}${sd !== undefined && html`<span class="spread"> ± ${numberText(sd, scale)}</span>`}`;
