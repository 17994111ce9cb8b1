import type { Json } from '../lib/json.js';
import type { JobId } from './job-id.js';
import type { Job, Plan } from './plan.js';

/** For jobs that an earlier plan had under the same label with another id: what is different, `train.epochs 20 → 30`. */
export function changesSince(before: Plan, now: Plan): ReadonlyMap<JobId, readonly string[]> {
  const known = new Set(before.jobs.map(({ id }) => id));
  const byLabel = new Map(before.jobs.map(job => [`${job.spec.kind} ${job.label}`, job]));
  const jobs = new Map(now.jobs.map(job => [job.id, job]));
  const changes = new Map<JobId, readonly string[]>();
  for (const job of now.jobs) {
    const old = known.has(job.id) ? undefined : byLabel.get(`${job.spec.kind} ${job.label}`);
    if (!old) continue;
    const own = differences(withoutInputs(old), withoutInputs(job), []);
    const inputs = job.needs.filter(need => !known.has(need)).flatMap(need => jobs.get(need)?.label ?? []);
    const engine = differences(before.engine as unknown as Json, now.engine as unknown as Json, ['engine']);
    changes.set(job.id, [...own, ...engine, ...[...new Set(inputs)].map(label => `its input ${label} changed`)]);
  }
  return changes;
}

/** A job's settings without the ids of its inputs, which say nothing to a reader. */
function withoutInputs({ spec }: Job): Json {
  const fields = Object.entries(spec).filter(
    ([name]) => !['product', 'teachers', 'start', 'evaluation', 'kind'].includes(name),
  );
  return Object.fromEntries(fields) as Json;
}

/** Levels of a specification that no author writes: it is `train.epochs`. */
const unwritten: ReadonlySet<string> = new Set(['settings', 'length']);

function differences(before: Json | undefined, now: Json | undefined, path: readonly string[]): readonly string[] {
  if (isRecord(before) && isRecord(now)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return names.flatMap(name => differences(before[name], now[name], unwritten.has(name) ? path : [...path, name]));
  }
  const [old, fresh] = [JSON.stringify(before), JSON.stringify(now)];
  return old === fresh ? [] : [`${path.join('.')} ${old ?? 'nothing'} → ${fresh ?? 'nothing'}`];
}

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
