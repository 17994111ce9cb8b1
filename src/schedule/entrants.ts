import { must } from '../lib/bug.js';
import type { JobId, JobSpec, Plan, PlannedExperiment } from '../plan/index.js';

/** Cells of one experiment that are compared with one another: their values are of the same data. */
export interface Contest {
  readonly rules: NonNullable<PlannedExperiment['stopEarly']>;
  readonly entrants: Entrant[];
}

/** A cell that may be given up, and how far it has come. */
export interface Entrant {
  readonly contest: Contest;
  /** Indices into the plan. */
  readonly experiment: number;
  readonly cell: number;
  /** Training jobs of its seeds, without those that failed for good. */
  readonly students: Set<JobId>;
  /** By epoch of a rung: what its students had reached there. */
  readonly rungs: Map<number, Map<JobId, number>>;
  /** The epoch of the rung. */
  givenUpAt?: number;
}

/** All cells that may be given up: those of experiments that say `stop-early`, baselines excepted. */
export function entrantsOf({ jobs, experiments }: Pick<Plan, 'jobs' | 'experiments'>): Entrant[] {
  const specs = new Map(jobs.map(job => [job.id, job.spec]));
  return experiments.flatMap((experiment, index) => experimentEntrants(experiment, index, specs));
}

function experimentEntrants(
  { stopEarly: rules, cells, trials, compare }: PlannedExperiment,
  experiment: number,
  specs: ReadonlyMap<JobId, JobSpec>,
): Entrant[] {
  if (!rules) return [];
  const baselines = new Set(cells.map(({ against }) => against));
  const contests = new Map<string, Contest>();
  return cells.flatMap(({ trials: indices, against }, cell) => {
    if (baselines.has(cell) || (compare && against === undefined)) return [];
    const found = indices.flatMap(index => studentOf(must(trials[index], `trial ${index}`).result, specs) ?? []);
    const [first] = found;
    if (!first) return [];
    const contest = contests.get(first.data) ?? { rules, entrants: [] };
    contests.set(first.data, contest);
    const students = new Set(found.map(({ job }) => job));
    const entrant: Entrant = { contest, experiment, cell, students, rungs: new Map() };
    contest.entrants.push(entrant);
    return [entrant];
  });
}

/** The training that a result measures, and the fingerprint of its data. */
function studentOf(
  result: JobId,
  specs: ReadonlyMap<JobId, JobSpec>,
): { readonly job: JobId; readonly data: string } | undefined {
  const evaluation = specs.get(result);
  if (evaluation?.kind !== 'evaluate') return undefined;
  const student = specs.get(evaluation.product);
  return student?.kind === 'train' ? { job: evaluation.product, data: student.data.fingerprint } : undefined;
}
