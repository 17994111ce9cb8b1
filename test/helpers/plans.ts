import fc from 'fast-check';

import { sha256 } from '../../src/lib/hash.js';
import type { Job, JobId, JobSpec, Plan } from '../../src/plan/index.js';

/** A job as tests write it: name, names of what it needs, and what matters here. */
export interface Sketch {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly work?: number;
  readonly retries?: number;
  readonly timeMs?: number;
}

export const idOf = (name: string): JobId => sha256(name) as JobId;

/** A plan of sketched jobs; each of `trials` names the job that is its result. Default: one trial per job nobody needs. */
export function planOf(sketches: readonly Sketch[], trials = sinksOf(sketches)): Plan {
  return {
    version: 1,
    engine: { engine: 'wasm', version: '4.22.0', precision: 'float32', threads: 1 },
    experiments: [
      {
        name: 'sketch',
        axes: [],
        excluded: 0,
        trials: trials.map((name, index) => ({
          id: `trial-${name}`,
          cell: {},
          seed: index,
          result: idOf(name),
          jobs: sketches.map(sketch => idOf(sketch.name)),
        })),
        cells: [],
        teachers: [],
      },
    ],
    jobs: sketches.map(jobOf),
  };
}

function jobOf({ name, needs = [], work = 1, retries = 0, timeMs }: Sketch): Job {
  return {
    id: idOf(name),
    label: name,
    spec: specOf(name, needs),
    needs: needs.map(idOf),
    work,
    limits: { retries, ...(timeMs === undefined ? {} : { timeMs }) },
    resources: { gpus: 0, cpus: 1 },
  };
}

/** Of nothing real: the policy looks into no spec, and the fake worker only at the inputs. */
function specOf(name: string, [product, ...teachers]: readonly string[]): JobSpec {
  if (product === undefined) return { kind: 'import', path: name, fingerprint: '' };
  return {
    kind: 'evaluate',
    product: idOf(product),
    data: {
      from: { name: 'mnist', settings: {} },
      fingerprint: '',
      train: 'all',
      validation: 'all',
      test: 'all',
      labeled: 'all',
      augment: [],
      splitSeed: 0,
    },
    part: 'test',
    teachers: teachers.map(idOf),
    metrics: [],
    external: [],
  };
}

function sinksOf(sketches: readonly Sketch[]): string[] {
  const needed = new Set(sketches.flatMap(sketch => sketch.needs ?? []));
  return sketches.map(sketch => sketch.name).filter(name => !needed.has(name));
}

/** Any acyclic plan: each job needs some of those before it; some jobs that others need are results of trials too. */
export function anyPlan(maxJobs = 14): fc.Arbitrary<Plan> {
  const job = fc.record({
    needs: fc.array(fc.nat(), { maxLength: 3 }),
    work: fc.integer({ min: 0, max: 5 }),
    retries: fc.integer({ min: 0, max: 2 }),
    isResult: fc.boolean(),
  });
  return fc.array(job, { minLength: 1, maxLength: maxJobs }).map(jobs => {
    const sketches = jobs.map(({ needs, work, retries }, index) => ({
      name: `job-${index}`,
      work,
      retries,
      needs: index === 0 ? [] : [...new Set(needs.map(need => `job-${need % index}`))],
    }));
    const results = new Set([
      ...sinksOf(sketches),
      ...sketches.flatMap(({ name }, at) => (jobs[at]?.isResult ? name : [])),
    ]);
    return planOf(sketches, [...results]);
  });
}
