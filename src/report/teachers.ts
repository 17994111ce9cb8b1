import { must } from '../lib/bug.js';
import type { DataPart, JobId, PlannedExperiment } from '../plan/index.js';
import type { RunState } from './run-state.js';

/** What was measured of a teacher, once for all trials that listen to it. */
export interface TeacherResult {
  readonly label: string;
  readonly part: DataPart;
  readonly metrics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/** The evaluations of an experiment that are no trial's result, so those of its teachers, in the order of the plan. */
export function teacherResults(state: RunState, experiment: PlannedExperiment): TeacherResult[] {
  const teachers: TeacherResult[] = [];
  for (const id of evaluationsOfTeachers(experiment)) {
    const { job, metrics, warnings, state: jobState } = must(state.jobs.get(id), `job ${id}`);
    if (job.spec.kind !== 'evaluate' || (jobState !== 'done' && jobState !== 'cached')) continue;
    const product = must(state.jobs.get(job.spec.product), 'product of an evaluation');
    const label = product.job.label.replace(/^teacher /, '');
    teachers.push({ label, part: job.spec.part, metrics, warnings: [...product.warnings, ...warnings] });
  }
  return teachers;
}

function evaluationsOfTeachers({ trials }: PlannedExperiment): Set<JobId> {
  const ids = new Set<JobId>();
  for (const trial of trials) for (const id of trial.jobs) if (id !== trial.result) ids.add(id);
  return ids;
}
