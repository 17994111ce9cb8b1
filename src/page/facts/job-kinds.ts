import type { JobId, JobKind } from '../../plan/index.js';
import type { RunState } from '../../report/index.js';
import { trainingOf } from './cell-jobs.js';

/** What a job is to a reader. */
export type Purpose = 'teachers' | 'students' | 'outputs' | 'concepts' | 'measuring' | 'other';

export const purposes: readonly Purpose[] = ['teachers', 'students', 'outputs', 'concepts', 'measuring', 'other'];

export const purposeText: Readonly<Record<Purpose, string>> = {
  teachers: 'training teachers',
  students: 'training students',
  outputs: "teachers' outputs",
  concepts: 'finding concepts',
  measuring: 'measuring',
  other: 'other',
};

/** Tells what each job of a run is for; a training whose product is a trial's is a student's. */
export function purposeOf(state: RunState): (job: JobId) => Purpose {
  const students = new Set([...state.trials.values()].flatMap(({ result }) => trainingOf(state, result)?.id ?? []));
  return job => {
    const kind = state.jobs.get(job)?.job.spec.kind;
    if (kind === 'train') return students.has(job) ? 'students' : 'teachers';
    return kind === undefined ? 'other' : byKind[kind];
  };
}

const byKind: Readonly<Record<Exclude<JobKind, 'train'>, Purpose>> = {
  outputs: 'outputs',
  concepts: 'concepts',
  evaluate: 'measuring',
  gate: 'other',
  import: 'other',
};
