import type { Job, JobId, Plan } from '../plan/index.js';

/** Trainings alike in nets, data set, strategy and optimizer, whatever their seeds, lengths and the numbers of their strategies. */
export interface TrainingKind {
  /** Stands for all of them where the kind is tried out. */
  readonly first: Job;
  readonly jobs: readonly JobId[];
}

/** The kinds of training in a plan, in its order. */
export function trainingKinds({ jobs }: Pick<Plan, 'jobs'>): TrainingKind[] {
  const kindOf = new Map<JobId, string>();
  const kinds = new Map<string, { first: Job; jobs: JobId[] }>();
  for (const job of jobs) {
    const name = nameOf(job, kindOf);
    kindOf.set(job.id, name);
    if (job.spec.kind !== 'train') continue;
    const kind = kinds.get(name) ?? { first: job, jobs: [] };
    kind.jobs.push(job.id);
    kinds.set(name, kind);
  }
  return [...kinds.values()];
}

function nameOf({ spec }: Job, kindOf: ReadonlyMap<JobId, string>): string {
  if (spec.kind !== 'train') return spec.kind === 'import' ? spec.path : spec.kind;
  const { data, net, strategy, teachers, train } = spec;
  return JSON.stringify([
    [data.from, data.augment, data.labeled],
    [net, spec.start && kindOf.get(spec.start)],
    withoutNumbers(strategy),
    teachers.map(({ product, outputs }) => [kindOf.get(product), outputs !== undefined]),
    [train.optimizer.name, train.schedule.name, train.clip !== undefined, train.stop !== undefined],
  ]);
}

function withoutNumbers(value: unknown): unknown {
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(withoutNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutNumbers(field)]));
}
