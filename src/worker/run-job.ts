import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { kdVersion } from '../lib/kd-version.js';
import type { JobId, JobSpec, Numerics } from '../plan/index.js';
import { DamagedObject, type ObjectFacts, type Store } from '../store/index.js';
import { failureOf } from './failure-of.js';
import { noCheckpoints, openJobCheckpoints } from './job-checkpoints.js';
import { type JobContext, JobFailure, type JobOutcome } from './job-context.js';
import type { Jobs } from './jobs/index.js';
import type { EpochProgress, FromWorker, JobResult, ResumePoint, ToWorker } from './protocol.js';

type Surroundings = Omit<JobContext, 'checkpoints'>;
type Order<T> = Extract<ToWorker, { readonly type: T }>;

/** What a worker has at hand for any job. */
export interface Workbench {
  readonly jobs: Jobs;
  readonly store: Store;
  readonly engine: Numerics;
  readonly checkpointSeconds?: number | undefined;
  readonly signal: AbortSignal;
  readonly onEpoch: (job: JobId, progress: EpochProgress) => void;
  readonly onResume: (job: JobId, at: ResumePoint) => void;
}

/** Does a job and commits its object, or says why not. Never rejects. */
export async function runJob({ job, spec, attempt }: Order<'start-job'>, bench: Workbench): Promise<FromWorker> {
  const { store, checkpointSeconds: everySeconds } = bench;
  const { attempts, checkpoints } = store;
  return report(job, bench, attempts.folder(job, attempt), async context => {
    checkpoints.clearLeftovers(job, attempt);
    const onResume = (at: ResumePoint): void => bench.onResume(job, at);
    const { forJob, seconds } = openJobCheckpoints({ ...context, attempt, checkpoints, everySeconds, onResume });
    const outcome = await bench.jobs.run(spec, { ...context, checkpoints: forJob });
    expectFinite(outcome);
    const result = commit(context, store, factsOf(spec, outcome, bench.engine, seconds()));
    removeCheckpoints(job, store, context.log);
    return result;
  });
}

/** Tries a job out; nothing of it stays. Never rejects. */
export async function tryJob({ job, spec, inputs }: Order<'try-job'>, bench: Workbench): Promise<FromWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'kd-try-'));
  const answer = await report(job, bench, folder, async context => {
    const started = performance.now();
    const outcome = await bench.jobs.tryOut(spec, { ...context, checkpoints: noCheckpoints }, inputs);
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
  act: (context: Surroundings) => Promise<JobResult>,
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
    const { reason, message, cause } = failureOf(thrown, folder);
    // To the head's log, for the disk may be what failed.
    if (reason === 'defect') process.stderr.write(`${cause instanceof Error ? cause.stack : message}\n`);
    const input = cause instanceof DamagedObject ? { input: cause.id } : {};
    return { type: 'job-failed', job, reason, text: message, ...input };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The job is done whether or not this can be. */
function removeCheckpoints(job: JobId, { checkpoints }: Store, log: (text: string) => void): void {
  try {
    checkpoints.remove(job);
  } catch (error) {
    log(`checkpoints that nobody needs are left: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where the object is there already, as in a fresh run, what was computed again is compared with it. */
function commit({ job, output, log }: Surroundings, store: Store, facts: ObjectFacts): JobResult {
  const { metrics, warnings, seconds } = facts;
  const { wasThere, differing, setAside } = store.objects.commit(job, output, facts);
  if (setAside) log(`what the store had was damaged (${setAside.fault}) and is in ${setAside.folder} now`);
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

const factsOf = (spec: JobSpec, { metrics, warnings }: JobOutcome, engine: Numerics, seconds: number): ObjectFacts => ({
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
