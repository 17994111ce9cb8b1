import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { kdVersion } from '../lib/kd-version.js';
import type { JobId, JobSpec, Numerics } from '../plan/index.js';
import type { ObjectInfo, Store } from '../store/index.js';
import { failureOf } from './failure-of.js';
import { type JobContext, JobFailure, type JobOutcome } from './job-context.js';
import type { Jobs } from './jobs/index.js';
import type { EpochProgress, FromWorker, JobResult, ToWorker } from './protocol.js';

type Order<T> = Extract<ToWorker, { readonly type: T }>;

/** What a worker has at hand for any job. */
export interface Workbench {
  readonly jobs: Jobs;
  readonly store: Store;
  readonly engine: Numerics;
  readonly signal: AbortSignal;
  readonly onEpoch: (job: JobId, progress: EpochProgress) => void;
}

/** Does a job and commits its object, or says why not. Never rejects. */
export async function runJob({ job, spec, attempt }: Order<'start-job'>, bench: Workbench): Promise<FromWorker> {
  return report(job, bench, bench.store.attempts.folder(job, attempt), async context => {
    const started = performance.now();
    const outcome = await bench.jobs.run(spec, context);
    expectFinite(outcome);
    return commit(context, bench.store, infoOf(spec, outcome, bench.engine, secondsSince(started)));
  });
}

/** Tries a job out; nothing of it stays. Never rejects. */
export async function tryJob({ job, spec, inputs }: Order<'try-job'>, bench: Workbench): Promise<FromWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'kd-try-'));
  const answer = await report(job, bench, folder, async context => {
    const started = performance.now();
    const outcome = await bench.jobs.tryOut(spec, context, inputs);
    return { ...outcome, seconds: secondsSince(started) };
  });
  rmSync(folder, { recursive: true, force: true });
  return answer;
}

/** @param folder of the attempt; what the job leaves in its `output` that was not committed is removed */
async function report(
  job: JobId,
  { store, engine, signal, onEpoch }: Workbench,
  folder: string,
  act: (context: JobContext) => Promise<JobResult>,
): Promise<FromWorker> {
  const output = join(folder, 'output');
  const append = (file: string, line: string): void => appendFileSync(join(folder, file), `${line}\n`);
  try {
    mkdirSync(output, { recursive: true });
    const result = await act({
      job,
      store: store.objects,
      engine,
      output,
      attemptFolder: folder,
      signal,
      log: text => append('log.txt', text),
      epochFinished(progress) {
        append('metrics.jsonl', JSON.stringify(progress));
        onEpoch(job, progress);
      },
    });
    return { type: 'job-finished', job, result };
  } catch (thrown) {
    if (signal.aborted && (thrown === signal.reason || isAbort(thrown))) return { type: 'job-stopped', job };
    const { reason, message, cause } = failureOf(thrown);
    // To the head's log, for the disk may be what failed.
    if (reason === 'defect') process.stderr.write(`${cause instanceof Error ? cause.stack : message}\n`);
    return { type: 'job-failed', job, reason, text: message };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** Where the object is there already, as in a fresh run, what was computed again is compared with it. */
function commit({ job, output }: JobContext, store: Store, info: ObjectInfo): JobResult {
  const { metrics, warnings, seconds } = info;
  const { wasThere, differing } = store.objects.commit(job, output, info);
  if (!wasThere) return { metrics, warnings, seconds };
  const kept = store.objects.info(job);
  const differences = [...differing, ...Object.keys(kept.metrics).filter(name => kept.metrics[name] !== metrics[name])];
  const difference = `computed again, this came out otherwise than the result in the store, which stays: ${differences.join(', ')}`;
  return {
    metrics: kept.metrics,
    warnings: differences.length > 0 ? [...kept.warnings, difference] : kept.warnings,
    seconds,
  };
}

/** JSON has no word for NaN: it would become `null` on the way to the head. */
function expectFinite({ metrics }: JobOutcome): void {
  for (const [name, value] of Object.entries(metrics))
    if (!Number.isFinite(value)) throw new JobFailure('diverged', `${name} is ${value}`);
}

const infoOf = (spec: JobSpec, { metrics, warnings }: JobOutcome, engine: Numerics, seconds: number): ObjectInfo => ({
  version: 1,
  kind: spec.kind,
  spec,
  metrics,
  warnings,
  seconds,
  engine,
  versions: { kd: kdVersion(), node: process.versions.node },
});

const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
