import type { Job, JobId, Plan } from '../plan/index.js';

/**
 * One training job for each kind there is in a plan: those alike in nets, data set, strategy and optimizer, whatever
 * their seeds, lengths and the numbers of their strategies, are one kind.
 */
export function distinctTrainings({ jobs }: Plan): Job[] {
  const kinds = new Map<JobId, string>();
  const first = new Map<string, Job>();
  for (const job of jobs) {
    const kind = kindOf(job, kinds);
    kinds.set(job.id, kind);
    if (job.spec.kind === 'train' && !first.has(kind)) first.set(kind, job);
  }
  return [...first.values()];
}

function kindOf({ spec }: Job, kinds: ReadonlyMap<JobId, string>): string {
  if (spec.kind !== 'train') return spec.kind === 'import' ? spec.path : spec.kind;
  const { data, net, strategy, teachers, train } = spec;
  return JSON.stringify([
    [data.from, data.augment, data.labeled],
    [net, spec.start && kinds.get(spec.start)],
    withoutNumbers(strategy),
    teachers.map(({ product, outputs }) => [kinds.get(product), outputs !== undefined]),
    [train.optimizer.name, train.schedule.name, train.clip !== undefined, train.stop !== undefined],
  ]);
}

function withoutNumbers(value: unknown): unknown {
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(withoutNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutNumbers(field)]));
}
