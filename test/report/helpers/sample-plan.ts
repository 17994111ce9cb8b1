import type {
  EvaluateSpec,
  Job,
  JobId,
  JobSpec,
  Plan,
  PlannedCell,
  PlannedTrial,
  TrainSpec,
} from '../../../src/plan/index.js';
import type { MetricLookup } from '../../../src/report/index.js';

export const jobId = (name: string): JobId => name as JobId;

/** As the catalogue says it of a few metrics. */
export const metric: MetricLookup = name => {
  const base = name.replace(/@.*/, '');
  if (base === 'accuracy' || base === 'agreement') return { better: 'larger', unit: 'share' };
  if (base === 'params') return { better: 'smaller', unit: 'count' };
  return { better: 'smaller', unit: 'number' };
};

export const classes = (dataset: string): number | undefined => (dataset === 'mnist' ? 10 : undefined);

interface SampleOptions {
  readonly seeds?: readonly number[];
  readonly cells?: readonly PlannedCell['cell'][];
  readonly compare?: { readonly baseline: string; readonly metric: string };
  readonly expect?: Readonly<Record<string, number>>;
}

const threeCells = [
  { strategy: 'none' },
  { strategy: 'kd', 'strategy.temperature': '2' },
  { strategy: 'kd', 'strategy.temperature': '4' },
];

/**
 * One experiment over cells and seeds with one teacher: jobs `teacher`, `teacher-test`, and for each trial
 * `train-<cell>-<seed>` and `test-<cell>-<seed>`. The first cell is the baseline. Ids are readable, work is 100 for training and 1 for tests.
 */
export function samplePlan(options: SampleOptions = {}): Plan {
  const { seeds = [1, 2, 3], cells = threeCells, compare = { baseline: 'none', metric: 'accuracy' }, expect } = options;
  const points = cells.flatMap((cell, at) => seeds.map(seed => ({ cell, at, seed })));
  const trials = points.map(
    ({ cell, at, seed }): PlannedTrial => ({
      id: `first-${at}${seed}`,
      cell,
      seed,
      result: jobId(`test-${at}-${seed}`),
      jobs: ['teacher', 'teacher-test', `train-${at}-${seed}`, `test-${at}-${seed}`].map(jobId),
    }),
  );
  const teacher = [
    job('teacher', trainSpec(0), [], 100, 'teacher wide'),
    job('teacher-test', evaluateSpec('teacher'), ['teacher'], 1, 'teacher wide on test'),
  ];
  const students = points.flatMap(({ at, seed }) => [
    job(`train-${at}-${seed}`, trainSpec(seed), ['teacher'], 100, `cell ${at}, seed ${seed}`),
    job(
      `test-${at}-${seed}`,
      evaluateSpec(`train-${at}-${seed}`),
      [`train-${at}-${seed}`],
      1,
      `cell ${at}, seed ${seed} on test`,
    ),
  ]);
  return {
    version: 1,
    engine: { engine: 'wasm', version: '4.22.0', precision: 'float32', threads: 1 },
    experiments: [
      {
        name: 'first',
        about: 'does kd beat plain training?',
        axes: [],
        excluded: 0,
        compare,
        teachers: [{ label: 'wide', evaluation: jobId('teacher-test') }],
        trials,
        cells: cells.map((cell, at) => ({
          cell,
          trials: trials.flatMap((trial, index) => (trial.cell === cell ? [index] : [])),
          ...(at > 0 ? { against: 0 } : {}),
          ...(expect && at > 0 ? { expect } : {}),
        })),
      },
    ],
    jobs: [...teacher, ...students],
  };
}

function job(id: string, spec: JobSpec, needs: readonly string[], work: number, label: string): Job {
  return {
    id: jobId(id),
    label,
    spec,
    needs: needs.map(jobId),
    work,
    limits: { retries: 2 },
    resources: { gpus: 0, cpus: 1 },
  };
}

const data = {
  from: { name: 'mnist', settings: {} },
  fingerprint: 'f00d',
  train: 'all',
  validation: { count: 0 },
  test: 'all',
  labeled: 'all',
  augment: [],
  splitSeed: 0,
} as const;

const trainSpec = (seed: number): TrainSpec => ({
  kind: 'train',
  data,
  net: { name: 'mlp', settings: {} },
  strategy: { name: 'none', settings: {} },
  teachers: [],
  train: {
    length: { epochs: 4 },
    batch: 64,
    optimizer: { name: 'sgd', settings: {} },
    schedule: { name: 'constant', settings: {} },
    labelSmoothing: 0,
    select: 'accuracy',
  },
  seed,
});

const evaluateSpec = (product: string): EvaluateSpec => ({
  kind: 'evaluate',
  product: jobId(product),
  data,
  part: 'test',
  teachers: [],
  metrics: [{ name: 'accuracy', settings: {} }],
  external: [],
});
