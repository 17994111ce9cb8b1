import { must } from '../lib/bug.js';
import type { Job, JobId, Numerics, Plan, PlannedTrial } from '../plan/index.js';
import { valueText } from './explain/value-text.js';

/**
 * Why jobs of a plan are not those of an earlier one: by job, `setting old → new`, or which input changed.
 * Jobs belong together where they play the same part in the trial of the same experiment, cell and seed.
 */
export function whatChanged(plan: Plan, before: Plan): ReadonlyMap<JobId, readonly string[]> {
  const now = jobsById(plan);
  const then = jobsById(before);
  const trialsBefore = new Map(
    before.experiments.flatMap(({ name, trials }) => trials.map(one => [keyOf(name, one), one])),
  );
  const changes = new Map<JobId, readonly string[]>();

  const explain = (id: JobId, earlierId: JobId): void => {
    if (id === earlierId || changes.has(id) || then.has(id)) return;
    const job = must(now.get(id), `job ${id}`);
    const earlier = must(then.get(earlierId), `job ${earlierId}`);
    if (job.spec.kind !== earlier.spec.kind) return;
    const inputs = inputsOf(job);
    const earlierInputs = inputsOf(earlier);
    for (const [role, input] of inputs) {
      const match = earlierInputs.get(role);
      if (match) explain(input, match);
    }
    const changedInputs = [...inputs].filter(
      ([role, input]) => earlierInputs.has(role) && earlierInputs.get(role) !== input,
    );
    const texts = [
      ...differences(withoutInputs(job), withoutInputs(earlier)),
      ...changedInputs.map(([, input]) => `${now.get(input)?.label} changed`),
    ];
    changes.set(id, texts.length > 0 ? texts : [otherwise(plan.engine, before.engine)]);
  };

  for (const { name, trials } of plan.experiments)
    for (const trial of trials) {
      const earlier = trialsBefore.get(keyOf(name, trial));
      if (earlier) explain(trial.result, earlier.result);
    }
  return changes;
}

const jobsById = ({ jobs }: Plan): ReadonlyMap<JobId, Job> => new Map(jobs.map(job => [job.id, job]));

const keyOf = (experiment: string, { cell, seed }: PlannedTrial): string =>
  JSON.stringify([experiment, seed, Object.entries(cell).sort()]);

/** The jobs whose results a job reads, by the part they play in it. */
function inputsOf({ spec }: Job): ReadonlyMap<string, JobId> {
  switch (spec.kind) {
    case 'train':
      return new Map([
        ...(spec.start ? [['start', spec.start] as const] : []),
        ...spec.teachers.map(({ product }, index) => [`teacher ${index + 1}`, product] as const),
      ]);
    case 'outputs':
    case 'evaluate':
      return new Map([['product', spec.product]]);
    case 'gate':
      return new Map([['evaluation', spec.evaluation]]);
    case 'import':
      return new Map();
  }
}

function withoutInputs({ spec }: Job): object {
  if (spec.kind === 'train') return { ...spec, start: undefined, teachers: spec.teachers.length };
  return { ...spec, product: undefined, teachers: undefined, evaluation: undefined };
}

/** `train.epochs 10 → 12`, for every setting that differs. */
function differences(now: unknown, before: unknown, path: readonly string[] = []): string[] {
  if (JSON.stringify(now) === JSON.stringify(before)) return [];
  const isSameEntry = !isRecord(now) || !isRecord(before) || now.name === before.name;
  if (!isRecord(now) || !isRecord(before) || !isSameEntry)
    return [`${settingOf(path)} ${shown(before)} → ${shown(now)}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return keys.flatMap(key => differences(now[key], before[key], [...path, key]));
}

/** As an author would call it: the shape of a spec has parts that the language has not. */
const settingOf = (path: readonly string[]): string =>
  path.filter(part => !['settings', 'length', 'name'].includes(part)).join('.');

const shown = (value: unknown): string => (value === undefined ? 'nothing' : valueText(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const otherwise = (now: Numerics, before: Numerics): string =>
  JSON.stringify(now) === JSON.stringify(before)
    ? 'a newer version of kd computes this otherwise'
    : `engine ${engineText(before)} → ${engineText(now)}`;

const engineText = ({ engine, version, threads }: Numerics): string => `${engine} ${version} (${threads} threads)`;
