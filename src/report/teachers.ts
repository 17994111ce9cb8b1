import { must } from '../lib/bug.js';
import type { DataPart, JobId, PlannedExperiment } from '../plan/index.js';
import type { RunState } from './run-state.js';

/** What was measured of a teacher, once for all trials that listen to it. */
export interface TeacherResult {
  readonly label: string;
  /** The part of the data it was measured on: for a `require`, validation where there is one. */
  readonly part: DataPart;
  readonly metrics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/** The measurements of an experiment's teachers that are there: those beside the students', then those that `require` asked for. */
export function teacherResults(state: RunState, experiment: PlannedExperiment): TeacherResult[] {
  const labels = new Map<JobId, string>();
  for (const { label, evaluation } of [...experiment.teachers, ...gatesOf(state, experiment)])
    if (!labels.has(evaluation)) labels.set(evaluation, label);
  const measured = [...labels].flatMap(([id, label]) => teacherResult(state, id, label) ?? []);
  return measured.filter((one, at) => measured.findIndex(other => isSamePart(one, other)) === at);
}

/** Without a validation part `require` measures on the test part, as is done beside the students. */
const isSamePart = (one: TeacherResult, other: TeacherResult): boolean =>
  one.label === other.label && one.part === other.part;

function teacherResult(state: RunState, evaluation: JobId, label: string): TeacherResult | undefined {
  const {
    job,
    metrics,
    warnings,
    state: jobState,
  } = must(state.jobs.get(evaluation), `evaluation of teacher ${label}`);
  if (job.spec.kind !== 'evaluate' || (jobState !== 'done' && jobState !== 'cached')) return undefined;
  const training = state.jobs.get(job.spec.product)?.warnings ?? [];
  return { label, part: job.spec.part, metrics, warnings: [...training, ...warnings] };
}

function gatesOf(state: RunState, { trials }: PlannedExperiment): { label: string; evaluation: JobId }[] {
  return [...new Set(trials.flatMap(trial => trial.jobs))].flatMap(id => {
    const spec = state.jobs.get(id)?.job.spec;
    return spec?.kind === 'gate' ? [{ label: spec.teacher, evaluation: spec.evaluation }] : [];
  });
}
