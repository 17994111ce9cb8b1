import type { Job, JobId, JobSpec, Plan, PlannedExperiment } from '../../../src/plan/index.js';
import { idOf } from '../../helpers/plans.js';

/** A cell of a race, as tests write it. */
export interface Racer {
  /** What each seed reports after every epoch, for the worker `trains`. Default: three seeds of no account. */
  readonly accuracies?: readonly number[];
  readonly isBaseline?: boolean;
  /** Its worker waits after the first epoch until it is asked to stop: nothing else ends it. */
  readonly waits?: boolean;
  /** Fingerprint of the data set. */
  readonly data?: string;
}

export interface RaceRules {
  readonly metric?: 'accuracy' | 'nll';
  readonly grace?: number;
  readonly factor?: number;
}

/** An experiment with `stop-early`: jobs `train-<cell>-<seed>` and `test-<cell>-<seed>`, both counted from 0. */
export function race(racers: readonly Racer[], { metric = 'accuracy', grace = 1, factor = 2 }: RaceRules = {}): Plan {
  const baseline = racers.findIndex(({ isBaseline }) => isBaseline);
  const points = racers.flatMap((racer, cell) =>
    (racer.accuracies ?? [0, 0, 0]).map((accuracy, seed) => ({ racer, cell, seed, accuracy })),
  );
  const experiment: PlannedExperiment = {
    name: 'race',
    axes: [],
    excluded: 0,
    ...(baseline >= 0 ? { compare: { baseline: 'none', metric: 'accuracy' } } : {}),
    stopEarly: { metric, grace, factor },
    trials: points.map(({ cell, seed }) => ({
      id: `trial-${cell}-${seed}`,
      cell: { strategy: `${cell}` },
      seed,
      result: idOf(`test-${cell}-${seed}`),
      jobs: [idOf(`train-${cell}-${seed}`), idOf(`test-${cell}-${seed}`)],
    })),
    cells: racers.map(({ isBaseline }, cell) => ({
      cell: { strategy: `${cell}` },
      trials: points.flatMap((point, index) => (point.cell === cell ? [index] : [])),
      ...(baseline >= 0 && !isBaseline ? { against: baseline } : {}),
    })),
    teachers: [],
  };
  return {
    version: 1,
    engine: { engine: 'wasm', version: '4.22.0', precision: 'float32', threads: 1 },
    experiments: [experiment],
    jobs: points.flatMap(({ racer, cell, seed, accuracy }) => [
      jobOf(`train-${cell}-${seed}`, trainSpec(racer, accuracy, seed), [], 100),
      jobOf(`test-${cell}-${seed}`, testSpec(`train-${cell}-${seed}`), [idOf(`train-${cell}-${seed}`)], 1),
    ]),
  };
}

const jobOf = (name: string, spec: JobSpec, needs: readonly JobId[], work: number): Job => ({
  id: idOf(name),
  label: name,
  spec,
  needs,
  work,
  limits: { retries: 1 },
  resources: { gpus: 0, cpus: 1 },
});

const dataOf = (fingerprint: string) =>
  ({
    from: { name: 'mnist', settings: {} },
    fingerprint,
    train: 'all',
    validation: 'all',
    test: 'all',
    labeled: 'all',
    augment: [],
    splitSeed: 0,
  }) as const;

const trainSpec = ({ waits = false, data = 'digits' }: Racer, accuracy: number, seed: number): JobSpec => ({
  kind: 'train',
  data: dataOf(data),
  net: { name: 'racer', settings: { accuracy, waits } },
  strategy: { name: 'none', settings: {} },
  teachers: [],
  train: {
    length: { epochs: 3 },
    batch: 64,
    optimizer: { name: 'sgd', settings: {} },
    schedule: { name: 'constant', settings: {} },
    labelSmoothing: 0,
    select: 'accuracy',
  },
  seed,
});

const testSpec = (product: string): JobSpec => ({
  kind: 'evaluate',
  product: idOf(product),
  data: dataOf('digits'),
  part: 'test',
  teachers: [],
  metrics: [],
  external: [],
});
