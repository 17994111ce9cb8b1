import type { Numerics } from '../plan/index.js';
import { conceptTable } from './concept-table.js';
import type { MetricLookup } from './metric.js';
import { paint } from './paint.js';
import type { ExperimentResult, RunResults } from './results.js';
import { summaryLines } from './summary.js';
import { resultTable } from './table.js';
import { teacherTable } from './teacher-table.js';
import type { TextOptions } from './text-options.js';
import { warningLines } from './warning-lines.js';
import type { ClassCount } from './warnings.js';
import { wrap } from './width.js';

export interface ReportOptions extends TextOptions {
  readonly metric: MetricLookup;
  readonly classes: ClassCount;
}

/** The report at the end of a run: for each experiment its warnings, teachers, result table and what can be said of it. */
export function reportText(results: RunResults, options: ReportOptions): string {
  const texts = results.experiments.map(experiment => experimentText(experiment, options));
  return [...texts, `${engineSentence(results.engine)}\n`].join('\n');
}

/** Numbers of two engines differ by more than noise tells apart, so every report says which it was. */
export function engineSentence({ engine, version, precision, threads, computesOn }: Numerics): string {
  const where =
    computesOn === 'card' ? 'on graphics cards' : threads === 1 ? 'one thread a job' : `${threads} threads a job`;
  return `Computed by ${engine} ${version}, ${where}${precision === 'tf32' ? ', products in TF32' : ''}.`;
}

function experimentText(experiment: ExperimentResult, options: ReportOptions): string {
  const { metric, classes } = options;
  const blocks = [
    headLines(experiment, options),
    warningLines(experiment, metric, classes, options),
    teacherTable(experiment, metric, options),
    conceptTable(experiment, options),
    experiment.metrics.length > 0 ? resultTable(experiment, metric, options) : ['No trial has a result.'],
    experiment.metrics.length > 0 ? summaryLines(experiment, metric, options) : [],
  ];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ name, about }: ExperimentResult, options: ReportOptions): string[] {
  const aboutLines = about === undefined ? [] : wrap(about, options.columns ?? Number.POSITIVE_INFINITY);
  return [paint(name, 'bold', options), ...aboutLines];
}
