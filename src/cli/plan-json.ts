import type { Forecast } from './plan-text.js';

/** What `kd exp plan --json` prints, as a value. */
export function planJson({ plan, cached, damaged, changes, missing, workers, seconds }: Forecast): object {
  return {
    version: 1,
    engine: plan.engine,
    experiments: plan.experiments.map(({ name, trials, excluded }) => ({
      name,
      trials: trials.map(({ id, cell, seed, jobs }) => ({ id, cell, seed, jobs })),
      excluded,
    })),
    jobs: plan.jobs.map(({ id, spec, label, needs, resources }) => {
      const changed = changes.get(id);
      const fault = damaged.get(id);
      return {
        id,
        kind: spec.kind,
        label,
        needs,
        state: cached.has(id) ? 'cached' : 'new',
        ...(changed ? { changed } : {}),
        ...(fault === undefined ? {} : { damaged: fault }),
        resources,
      };
    }),
    missing,
    estimate: { workers, seconds: seconds ?? null },
  };
}
