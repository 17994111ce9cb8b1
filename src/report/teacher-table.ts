import { type Column, grid } from './grid.js';
import type { MetricLookup } from './metric.js';
import type { CellResult, ExperimentResult } from './results.js';
import { numberText, scaleFor, titleText } from './scale.js';
import type { TeacherResult } from './teachers.js';
import type { TextOptions } from './text-options.js';

/** What was measured of the teachers, one row each, and how many times larger than the student they are. Empty without teachers. */
export function teacherTable(
  { teachers, cells }: ExperimentResult,
  metric: MetricLookup,
  options: TextOptions,
): string[] {
  if (teachers.length === 0) return [];
  const names = [...new Set(teachers.flatMap(teacher => Object.keys(teacher.metrics)))];
  const columns: Column[] = [
    { title: 'teacher', cells: teachers.map(labelOf), shrinkTo: 12 },
    ...names.map((name, at) => ({ ...metricColumn(teachers, name, metric), dropOrder: at })),
  ];
  const ratios = teachers.map(teacher => sizeRatio(teacher, cells));
  if (ratios.some(ratio => ratio !== '')) columns.push({ title: 'size of student', cells: ratios });
  return grid(columns, options);
}

const labelOf = ({ label, part }: TeacherResult): string => (part === 'test' ? label : `${label} (on ${part})`);

function metricColumn(teachers: readonly TeacherResult[], name: string, metric: MetricLookup): Column {
  const values = teachers.map(teacher => teacher.metrics[name]);
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const scale = scaleFor(metric(name).unit, largest);
  return {
    title: titleText(name, scale),
    align: 'right',
    cells: values.map(value => (value === undefined ? '' : numberText(value, scale))),
  };
}

/** `1/53`: the student's parameters as a part of the teacher's; two where students differ. */
function sizeRatio({ metrics }: TeacherResult, cells: readonly CellResult[]): string {
  const students = cells.flatMap(cell => cell.metrics.params?.mean ?? []);
  const teacher = metrics.params;
  if (teacher === undefined || students.length === 0) return '';
  const part = (student: number): string =>
    teacher >= student ? `1/${ratioText(teacher / student)}` : `${ratioText(student / teacher)}/1`;
  return [...new Set([part(Math.min(...students)), part(Math.max(...students))])].join(' to ');
}

const ratioText = (ratio: number): string => (ratio < 9.95 ? ratio.toFixed(1) : String(Math.round(ratio)));
