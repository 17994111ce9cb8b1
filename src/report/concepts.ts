import type { JobId, PlannedExperiment, PlannedTrial } from '../plan/index.js';
import type { RunState } from './run-state.js';

/** What nets of one cell make of a concept, on average over the seeds that are done. */
export interface ConceptResult {
  readonly cell: PlannedTrial['cell'];
  /** The teacher's label, or `student`. */
  readonly net: string;
  readonly concept: string;
  /** Seeds that are done. */
  readonly n: number;
  /** Mean score of TCAV over classes and vectors; absent where no vector was good enough. */
  readonly tcav?: number;
  /** 95 % interval over vectors. */
  readonly low?: number;
  readonly high?: number;
  /** The score of vectors between random sets. */
  readonly random: number;
  /** Smallest of a class, corrected for the number of tests; the largest over seeds. */
  readonly p: number;
  /** Of the vectors on images they were not fitted to. */
  readonly accuracy: number;
  /** Of a teacher, over all examples and concepts. */
  readonly weight?: number;
}

/** For each cell its teachers and its student, concept by concept. Empty where no strategy weighs by concepts. */
export function conceptResults(state: RunState, { cells, trials }: PlannedExperiment): ConceptResult[] {
  return cells.flatMap(({ cell, trials: own }) => {
    const planned = own.flatMap(index => trials[index]?.concepts ?? []);
    const [first] = planned;
    if (!first) return [];
    const teachers = first.teachers.map(({ label }, at) => ({
      net: label,
      jobs: planned.map(one => one.teachers[at]?.job),
      weights: planned.flatMap(one => metricsOf(state, one.training)?.[`weight/${at + 1}`] ?? []),
    }));
    const student = { net: 'student', jobs: planned.map(one => one.student), weights: [] };
    return [...teachers, student].flatMap(({ net, jobs, weights }) =>
      namesOf(state, jobs[0]).flatMap((concept, at) => {
        const found = jobs.map(job => job && metricsOf(state, job)).filter(metrics => metrics !== undefined);
        const result = averaged(found, `${at + 1}/`);
        return result
          ? [{ cell, net, concept, ...result, ...(weights.length > 0 ? { weight: mean(weights) } : {}) }]
          : [];
      }),
    );
  });
}

/** Of a job that is done. */
function metricsOf(state: RunState, job: JobId): Readonly<Record<string, number>> | undefined {
  const record = state.jobs.get(job);
  return record?.state === 'done' || record?.state === 'cached' ? record.metrics : undefined;
}

function namesOf(state: RunState, job: JobId | undefined): readonly string[] {
  const spec = job && state.jobs.get(job)?.job.spec;
  if (spec?.kind !== 'concepts') return [];
  return (spec.measure.settings.concepts as unknown as readonly { readonly name: string }[]).map(({ name }) => name);
}

function averaged(
  found: readonly Readonly<Record<string, number>>[],
  prefix: string,
): Omit<ConceptResult, 'cell' | 'net' | 'concept' | 'weight'> | undefined {
  if (found.length === 0) return undefined;
  const all = (name: string): readonly number[] => found.flatMap(metrics => metrics[`${prefix}${name}`] ?? []);
  const [low, high] = [all('low'), all('high')];
  return {
    n: found.length,
    ...(mean(all('kept')) > 0 ? { tcav: mean(all('tcav')) } : {}),
    ...(low.length > 0 && high.length > 0 ? { low: mean(low), high: mean(high) } : {}),
    random: mean(all('random')),
    p: Math.max(...all('p')),
    accuracy: mean(all('accuracy')),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
