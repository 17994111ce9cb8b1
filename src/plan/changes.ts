import type { Json } from '../lib/json.js';
import type { JobId } from './job-id.js';
import { flat, jobSettings } from './job-settings.js';
import type { Plan } from './plan.js';

/** For jobs that an earlier plan had under the same label with another id: what is different, `train.epochs 20 → 30`. */
export function changesSince(before: Plan, now: Plan): ReadonlyMap<JobId, readonly string[]> {
  const known = new Set(before.jobs.map(({ id }) => id));
  const byLabel = new Map(before.jobs.map(job => [`${job.spec.kind} ${job.label}`, job]));
  const jobs = new Map(now.jobs.map(job => [job.id, job]));
  const changes = new Map<JobId, readonly string[]>();
  for (const job of now.jobs) {
    const old = known.has(job.id) ? undefined : byLabel.get(`${job.spec.kind} ${job.label}`);
    if (!old) continue;
    const own = differences(jobSettings(old), jobSettings(job));
    const inputs = job.needs.filter(need => !known.has(need)).flatMap(need => jobs.get(need)?.label ?? []);
    const engine = differences(engineOf(before), engineOf(now));
    changes.set(job.id, [...own, ...engine, ...[...new Set(inputs)].map(label => `its input ${label} changed`)]);
  }
  return changes;
}

const engineOf = ({ engine }: Plan): ReadonlyMap<string, string> => flat(engine as unknown as Json, ['engine']);

/** `train.epochs 20 → 30` for every setting that is not the same. */
function differences(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names
    .filter(name => before.get(name) !== now.get(name))
    .map(name => `${name} ${before.get(name) ?? 'nothing'} → ${now.get(name) ?? 'nothing'}`);
}
