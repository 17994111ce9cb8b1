import { inputsOf } from './inputs-of.js';
import type { Job, Plan, PlannedExperiment } from './plan.js';
import { planShape } from './plan-shape.js';

/**
 * The plan that a file holds, or what is wrong with it, beginning with where: `jobs[3].id is not a job id`. A store may
 * come from anywhere, and ids become names of folders: whoever has a `Plan` may trust that they are ids, that every job
 * it names is one of its own, and that what a job needs comes before it. Linear in the size of the plan.
 */
export function readPlan(value: unknown): Plan | { readonly wrong: string } {
  const misshapen = planShape(value);
  if (misshapen !== undefined) return { wrong: misshapen.replace(/^[. ]/, '') };
  const read = value as Plan;
  const wrong = wrongJob(read.jobs) ?? wrongExperiment(read);
  return wrong === undefined ? read : { wrong };
}

/** What it needs, and what its spec names, comes before it. */
function wrongJob(jobs: readonly Job[]): string | undefined {
  const known = new Set<string>();
  for (const [index, { id, needs, spec }] of jobs.entries()) {
    if (known.has(id)) return `jobs[${index}].id is there twice`;
    const missing = [...needs, ...inputsOf(spec)].find(input => !known.has(input));
    if (missing !== undefined) return `jobs[${index}] needs ${missing.slice(0, 12)}, which does not come before it`;
    known.add(id);
  }
  return undefined;
}

function wrongExperiment({ experiments, jobs }: Plan): string | undefined {
  const known = new Set<string>(jobs.map(({ id }) => id));
  const trials = new Set<string>();
  for (const [index, experiment] of experiments.entries()) {
    const wrong = wrongReference(experiment, known, trials);
    if (wrong !== undefined) return `experiments[${index}].${wrong}`;
  }
  return undefined;
}

function wrongReference(
  { trials, cells, teachers }: PlannedExperiment,
  jobs: ReadonlySet<string>,
  ids: Set<string>,
): string | undefined {
  for (const [index, { id, result, jobs: needed, concepts }] of trials.entries()) {
    if (ids.has(id)) return `trials[${index}].id is there twice`;
    ids.add(id);
    const asked = concepts ? [concepts.training, concepts.student, ...concepts.teachers.map(({ job }) => job)] : [];
    if (!jobs.has(result) || ![...needed, ...asked].every(job => jobs.has(job)))
      return `trials[${index}] needs a job that is not there`;
  }
  for (const [index, { trials: own, against }] of cells.entries()) {
    if (!own.every(trial => trial < trials.length)) return `cells[${index}] has a trial that is not there`;
    if (against !== undefined && against >= cells.length) return `cells[${index}].against is no cell`;
  }
  const stranger = teachers.findIndex(({ evaluation }) => !jobs.has(evaluation));
  return stranger < 0 ? undefined : `teachers[${stranger}].evaluation is no job of the plan`;
}
