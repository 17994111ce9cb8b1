import type { Configured } from '../catalogue/index.js';
import { metrics as entries } from '../catalogue/index.js';
import type { Plan } from '../plan/index.js';

/** Names of the numbers that results of a plan will have, before there is any. */
export function metricNames({ jobs }: Plan): readonly string[] {
  const names = jobs.flatMap(({ spec }) => {
    if (spec.kind !== 'evaluate') return [];
    const own = spec.metrics.flatMap(metric => nameOf(metric) ?? []);
    return [...own, ...spec.external.flatMap(({ from }) => own.map(name => `${name}@${from.name}`))];
  });
  return [...new Set(names)];
}

function nameOf({ name, settings }: Configured): string | undefined {
  if (!Object.hasOwn(entries, name)) return name;
  const { key, unit } = entries[name as keyof typeof entries];
  return unit === 'pictures' ? undefined : (key?.(settings) ?? name);
}
