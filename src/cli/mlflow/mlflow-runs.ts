import type { MlflowMetric, MlflowRun } from '../../formats/index.js';
import type { Job, JobId } from '../../plan/index.js';
import {
  type CellResult,
  cellLabel,
  differingAxes,
  type ExperimentResult,
  measurements,
  type TrialCourse,
  type TrialResult,
} from '../../report/index.js';
import { coursesOf } from '../export/courses.js';
import type { ExportedRun } from '../export/export-step.js';
import { jobTimes, type Span } from './job-times.js';
import { settingsOf } from './settings-of.js';
import { keyTag, type MlflowExperiment, type MlflowFamily, trialTag } from './write-experiment.js';

/** A run of ours as MLflow has it: an experiment each, a parent run for every cell of several seeds, a run for every trial. */
export function mlflowExperiments(exported: ExportedRun): readonly MlflowExperiment[] {
  const { run, results, events } = exported;
  const courses = new Map([...coursesOf(exported)].map(course => [course.trial.id, course]));
  const context = { exported, courses, times: jobTimes(events), run: run.name.replace(/[^\w.-]/g, '_') };
  return results.experiments.map(experiment => ({
    name: experiment.name,
    ...(experiment.about === undefined ? {} : { about: experiment.about }),
    run: context.run,
    families: experiment.cells.map(cell => familyOf(cell, experiment, context)),
  }));
}

interface Context {
  readonly exported: ExportedRun;
  readonly courses: ReadonlyMap<string, TrialCourse>;
  readonly times: ReadonlyMap<JobId, Span>;
  readonly run: string;
}

function familyOf(cell: CellResult, experiment: ExperimentResult, context: Context): MlflowFamily {
  const begun = cell.trials.filter(({ state }) => state !== 'waiting');
  const children = begun.map(trial => trialRun(trial, cell, experiment, context));
  if (cell.trials.length < 2 || children.length === 0) return { children };
  return { parent: cellRun(cell, experiment, children, context), children };
}

const labelOf = (cell: CellResult, { name, cells }: ExperimentResult): string =>
  cellLabel(cell.cell, differingAxes(cells)) || name;

function commonTags(cell: CellResult, { name }: ExperimentResult, { run, exported }: Context): Record<string, string> {
  return {
    'mlflow.source.name': 'kd',
    'kd.run': run,
    'kd.experiment': name,
    'kd.engine': exported.results.engine.engine,
    ...(cell.isBaseline ? { 'kd.baseline': 'true' } : {}),
    ...(cell.against ? { 'kd.against': cell.against.baseline, 'kd.verdict': cell.against.verdict } : {}),
  };
}

function cellRun(
  cell: CellResult,
  experiment: ExperimentResult,
  children: readonly MlflowRun[],
  context: Context,
): MlflowRun {
  const name = labelOf(cell, experiment);
  const ends = children.flatMap(({ endMs }) => endMs ?? []);
  const startMs = Math.min(...children.map(({ startMs: start }) => start));
  const timeMs = ends.length > 0 ? Math.max(...ends) : startMs;
  const metric = (key: string, value: number | undefined): MlflowMetric[] =>
    value === undefined ? [] : [{ key, value, step: 0, timeMs }];
  return {
    name,
    status: children.every(({ status }) => status === 'FINISHED') ? 'FINISHED' : 'RUNNING',
    startMs,
    ...(ends.length === children.length ? { endMs: timeMs } : {}),
    tags: { ...commonTags(cell, experiment, context), [keyTag]: `cell ${experiment.name}: ${name}` },
    params: cell.cell,
    metrics: [
      ...metric('trials', cell.n),
      ...Object.entries(cell.metrics).flatMap(([key, { mean, sd, ci95 }]) => [
        ...metric(key, mean),
        ...metric(`${key}/sd`, sd),
        ...metric(`${key}/ci95-low`, ci95?.[0]),
        ...metric(`${key}/ci95-high`, ci95?.[1]),
      ]),
      ...(cell.against ? metric(`${cell.against.metric}/difference`, cell.against.difference) : []),
    ],
  };
}

const statuses: Readonly<Record<TrialResult['state'], MlflowRun['status']>> = {
  waiting: 'RUNNING',
  running: 'RUNNING',
  done: 'FINISHED',
  failed: 'FAILED',
  canceled: 'KILLED',
};

function trialRun(trial: TrialResult, cell: CellResult, experiment: ExperimentResult, context: Context): MlflowRun {
  const { exported, courses, times } = context;
  const course = courses.get(trial.id);
  const result = course && exported.state.jobs.get(course.trial.result)?.job;
  const training = result && trainingOf(result, exported);
  const spans = [training, result].flatMap(job => (job && times.get(job.id)) ?? []);
  const startMs = spans.length > 0 ? Math.min(...spans.map(({ startMs: start }) => start)) : exported.state.startedMs;
  const endMs = spans.length > 0 ? Math.max(...spans.map(({ endMs: end }) => end)) : startMs;
  return {
    name: `${labelOf(cell, experiment)}, seed ${trial.seed}`,
    status: statuses[trial.state],
    startMs,
    ...(trial.state === 'running' ? {} : { endMs }),
    tags: {
      ...commonTags(cell, experiment, context),
      [keyTag]: `trial ${trial.id}`,
      [trialTag]: trial.id,
      'kd.state': trial.state,
      ...(trial.error ? { 'kd.error': `${trial.error.reason}: ${trial.error.text}`.slice(0, 4_000) } : {}),
      ...(result && trial.state === 'done' ? resultTags(result.id, exported) : {}),
    },
    params: { ...(training ? settingsOf(training.spec) : {}), ...trial.cell, seed: String(trial.seed) },
    metrics: course ? metricsOf(course, startMs, endMs) : [],
  };
}

const trainingOf = (result: Job, { state }: ExportedRun): Job | undefined =>
  result.spec.kind === 'evaluate' ? state.jobs.get(result.spec.product)?.job : undefined;

/** What proves the numbers: the job that measured them, and the checksum of what it left. */
function resultTags(job: JobId, { store }: ExportedRun): Record<string, string> {
  const sum = store.objects.has(job) ? store.objects.info(job).sha256 : undefined;
  return { 'kd.result': job, ...(sum === undefined ? {} : { 'kd.result.sha256': sum }) };
}

function metricsOf(course: TrialCourse, startMs: number, endMs: number): readonly MlflowMetric[] {
  return [...measurements([course])].map(({ kind, metric, epoch = 0, value, time }) => ({
    key: kind === 'final' ? metric : `${kind}/${metric}`,
    value,
    step: epoch,
    timeMs: kind === 'final' ? endMs : time === undefined ? startMs : Date.parse(time),
  }));
}
