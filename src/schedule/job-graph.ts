import { Bug } from '../lib/bug.js';
import type { Job, JobId, Plan } from '../plan/index.js';

/** A plan's jobs by index, which is a topological order, with who needs whom in both directions. */
export interface JobGraph {
  readonly jobs: readonly Job[];
  readonly indexOf: ReadonlyMap<JobId, number>;
  readonly needs: readonly (readonly number[])[];
  readonly dependents: readonly (readonly number[])[];
  /** How many want a job for its own sake: trials their results, teachers their measures, and whatever no job needs once. */
  readonly wanted: Int32Array;
  /**
   * What goes first, by index: the work in MFLOP on the longest path from a job's start to the end of the run. A job
   * that nothing waits for and that costs next to nothing goes before all others, so that a trial has its result as
   * soon as it can, and not at the end of the run with all the rest.
   */
  readonly priority: Float64Array;
}

export function jobGraph({ jobs, experiments }: Pick<Plan, 'jobs' | 'experiments'>): JobGraph {
  const indexOf = new Map(jobs.map((job, index) => [job.id, index]));
  const needs = jobs.map(job => [...new Set(job.needs)].map(need => earlierIndex(indexOf, job, need)));
  const dependents = invert(needs);
  const wanted = experiments.flatMap(({ trials, teachers }) => [
    ...trials.map(trial => trial.result),
    ...teachers.map(teacher => teacher.evaluation),
  ]);
  return {
    jobs,
    indexOf,
    needs,
    dependents,
    wanted: countWanted(
      dependents,
      wanted.map(id => existingIndex(indexOf, id)),
    ),
    priority: priorities(jobs, dependents),
  };
}

function countWanted(dependents: JobGraph['dependents'], wanted: readonly number[]): Int32Array {
  const counts = new Int32Array(dependents.length);
  for (const index of wanted) counts[index] = (counts[index] ?? 0) + 1;
  for (const [index, list] of dependents.entries()) if (list.length === 0 && counts[index] === 0) counts[index] = 1;
  return counts;
}

/** A leaf of at most this share of the longest path costs next to nothing: a test part of 5,000 is 1.3 % of 2,000 steps. */
const smallShare = 0.05;

function priorities(jobs: readonly Job[], dependents: JobGraph['dependents']): Float64Array {
  const lengths = pathLengths(jobs, dependents);
  const small = smallShare * lengths.reduce((longest, length) => Math.max(longest, length), 0);
  return lengths.map((length, index) =>
    dependents[index]?.length === 0 && length <= small ? Number.POSITIVE_INFINITY : length,
  );
}

function pathLengths(jobs: readonly Job[], dependents: JobGraph['dependents']): Float64Array {
  const lengths = new Float64Array(jobs.length);
  for (let index = jobs.length - 1; index >= 0; index--) {
    let longest = 0;
    for (const dependent of dependents[index] ?? []) longest = Math.max(longest, lengths[dependent] ?? 0);
    lengths[index] = longest + (jobs[index]?.work ?? 0);
  }
  return lengths;
}

function invert(needs: readonly (readonly number[])[]): number[][] {
  const dependents = needs.map((): number[] => []);
  for (const [index, list] of needs.entries()) for (const need of list) dependents[need]?.push(index);
  return dependents;
}

function existingIndex(indexOf: ReadonlyMap<JobId, number>, id: JobId): number {
  const index = indexOf.get(id);
  if (index === undefined) throw new Bug(`the plan has no job ${id}`);
  return index;
}

function earlierIndex(indexOf: ReadonlyMap<JobId, number>, job: Job, need: JobId): number {
  const index = existingIndex(indexOf, need);
  if (index >= existingIndex(indexOf, job.id)) throw new Bug(`the plan names ${job.id} before ${need}, which it needs`);
  return index;
}
