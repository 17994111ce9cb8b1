import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { vi } from 'vitest';

import { readDataset } from '../../../src/data/index.js';
import { sha256 } from '../../../src/lib/hash.js';
import { canonicalJson, type Json } from '../../../src/lib/json.js';
import type { DataSpec, JobId, JobSpec, Numerics, TrainSpec } from '../../../src/plan/index.js';
import { openObjects } from '../../../src/store/objects.js';
import { noCheckpoints } from '../../../src/worker/job-checkpoints.js';
import type { JobContext, JobOutcome } from '../../../src/worker/job-context.js';
import { type Jobs, openJobs } from '../../../src/worker/jobs/index.js';
import type { EpochProgress } from '../../../src/worker/protocol.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

const engine: Numerics = { engine: 'wasm', version: '4.22.0', precision: 'float32', threads: 1 };

/** Does jobs one after the other as a worker would, and keeps their results. */
export interface SmallStore {
  /** Does a job whose inputs are there. */
  run(
    spec: JobSpec,
    signal?: AbortSignal,
    id?: JobId,
  ): Promise<JobOutcome & { readonly id: JobId; readonly epochs: readonly EpochProgress[] }>;
  tryOut(spec: JobSpec, inputs?: Readonly<Record<JobId, JobSpec>>): Promise<JobOutcome>;
  folder(id: JobId): string;
}

/** Real training, on a machine that may be busy with other tests. */
vi.setConfig({ testTimeout: 60_000 });

/** One process does all jobs of a test file, as a warm worker does. */
const jobs: Jobs = openJobs({});

export function openSmallStore(): SmallStore {
  const root = temporaryFolder();
  const objects = openObjects(join(root, 'objects'), join(root, 'damaged'));

  const contextOf = (id: JobId, signal: AbortSignal, epochs: EpochProgress[]): JobContext => {
    const output = join(root, 'output', id);
    mkdirSync(output, { recursive: true });
    return {
      job: id,
      store: objects,
      engine,
      output,
      attemptFolder: root,
      signal,
      checkpoints: noCheckpoints,
      epochFinished: progress => epochs.push(progress),
      log: () => {},
    };
  };

  return {
    folder: id => objects.folder(id),
    async run(spec, signal = new AbortController().signal, id = idOf(spec)) {
      const epochs: EpochProgress[] = [];
      const context = contextOf(id, signal, epochs);
      const outcome = await jobs.run(spec, context);
      const versions = { kd: '0', node: process.version };
      objects.commit(id, context.output, {
        version: 1,
        kind: spec.kind,
        spec,
        ...outcome,
        seconds: 0,
        engine,
        versions,
      });
      return { ...outcome, id, epochs };
    },
    tryOut: (spec, inputs = {}) => jobs.tryOut(spec, contextOf(idOf(spec), new AbortController().signal, []), inputs),
  };
}

const idOf = (spec: JobSpec): JobId => sha256(canonicalJson(spec as unknown as Json)) as JobId;

/** All of digits, unless said otherwise. */
export function digitsSpec(changes: Partial<DataSpec> = {}): DataSpec {
  const from = { name: 'digits', settings: {} };
  return {
    from,
    fingerprint: readDataset(from, {}).fingerprint,
    train: 'all',
    validation: { count: 0 },
    test: 'all',
    labeled: 'all',
    augment: [],
    splitSeed: 0,
    ...changes,
  };
}

/** A short training of a small net without a teacher, unless said otherwise. */
export function trainSpec(changes: Partial<TrainSpec> & { readonly epochs?: number } = {}): TrainSpec {
  const { epochs = 2, ...others } = changes;
  return {
    kind: 'train',
    data: digitsSpec(),
    net: { name: 'mlp', settings: { hidden: [16], dropout: 0 } },
    strategy: { name: 'none', settings: {} },
    teachers: [],
    train: {
      length: { epochs },
      batch: 64,
      optimizer: { name: 'adam', settings: { lr: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
      schedule: { name: 'constant', settings: { warmup: 0 } },
      labelSmoothing: 0,
      select: 'accuracy',
    },
    seed: 1,
    ...others,
  };
}
