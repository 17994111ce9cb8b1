import type { FailureReason, JobId, Numerics } from '../plan/index.js';
import type { ObjectReader } from '../store/index.js';
import type { JobCheckpoints } from './job-checkpoints.js';
import type { EpochProgress } from './protocol.js';

/**
 * All that a job may know and do beside its spec. It reads what earlier jobs left in the store, writes files into
 * `output`, and returns; the worker commits the folder as the job's object.
 *
 * Liveness: the worker tells the head every few seconds that it lives, by a timer. Training blocks the event loop, so
 * job code must let go of it between steps, at least once a second: `await setImmediate()` of `node:timers/promises`.
 * The same pause is what lets `signal` change.
 */
export interface JobContext {
  readonly job: JobId;
  /** Objects of the jobs this one needs: they are there, whole, and never change. */
  readonly store: ObjectReader;
  readonly engine: Numerics;
  /** An empty folder; every file in it becomes part of the object. `object.json` is the worker's to write. */
  readonly output: string;
  /** Of this attempt: `log.txt`, `metrics.jsonl`. Left behind for people, whatever the end. */
  readonly attemptFolder: string;
  /** Aborts when the head asks the job to stop: leave by `signal.throwIfAborted()`. A job about to end may end instead. */
  readonly signal: AbortSignal;
  readonly checkpoints: JobCheckpoints;
  epochFinished(progress: EpochProgress): void;
  /** One line or more into the attempt's log. */
  log(text: string): void;
}

export interface JobOutcome {
  readonly metrics: Readonly<Record<string, number>>;
  /** For people, about a result that stands: `the student is at chance level`. */
  readonly warnings: readonly string[];
  /** Of a job that was only tried out: what was seen, a line each. */
  readonly notes?: readonly string[];
}

/** The world's failure inside a job. Anything else that a job throws is a defect of kd, its stack in the log. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';

  constructor(
    readonly reason: FailureReason,
    text: string,
    options?: ErrorOptions,
  ) {
    super(text, options);
  }
}
