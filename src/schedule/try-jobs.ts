import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';

import type { CardSupply } from '../devices/index.js';
import { must } from '../lib/bug.js';
import type { Job, JobId, JobSpec, Numerics } from '../plan/index.js';
import type { Store } from '../store/index.js';
import type { AttemptEnd } from './attempt.js';
import type { RunFact } from './events.js';
import type { Slot } from './slot.js';
import { Slots } from './slots.js';
import { defaultTiming, type Timing } from './timing.js';
import { realWorker } from './worker-program.js';

interface Tries {
  /** All jobs of the plan: teachers that are not in the store are taken untrained. */
  readonly planned: readonly Job[];
  /** Told as soon as it is known, in no order. */
  readonly onTried: (job: Job, end: AttemptEnd) => void;
  /** Kills what runs and skips the rest. */
  readonly signal?: AbortSignal;
}

export interface TryOptions extends Tries {
  readonly store: Store;
  readonly engine: Numerics;
  readonly workers: number;
  /** The cards that may be used, where jobs compute on cards. */
  readonly supply?: CardSupply;
  /** Hears of workers, and of cards that are waited for. */
  readonly onFact?: (fact: RunFact) => void;
  readonly workerProgram?: string;
  readonly timing?: Partial<Timing>;
}

/** Tries jobs out, a few batches each, in worker processes as real ones run; nothing of it stays. */
export async function tryJobs(jobs: readonly Job[], options: TryOptions): Promise<void> {
  const { store, engine, workers, supply, workerProgram = realWorker(), signal = never, onFact = () => {} } = options;
  const program = { path: workerProgram, store: store.folder, engine };
  const timing = { ...defaultTiming, ...options.timing };
  const slots = new Slots({ workers, supply, leasedFor: 'kd exp try', program, store, timing, onFact });
  const beating = setInterval(() => slots.beat(), timing.heartbeat);
  try {
    const first = (await slots.first(workers, signal)).map(slot => slots.at(slot));
    if (!signal.aborted) await tryInSlots(jobs, first, options);
  } finally {
    clearInterval(beating);
    await slots.closeAll();
  }
}

const never = new AbortController().signal;

/** The same in slots that are there and stay, their processes warm. */
export async function tryInSlots(jobs: readonly Job[], slots: readonly Slot[], options: Tries): Promise<void> {
  const { planned, onTried, signal } = options;
  const known = new Map(planned.map(job => [job.id, job]));
  const free = [...slots];
  const queue = new PQueue({ concurrency: slots.length });
  const logFolder = mkdtempSync(join(tmpdir(), 'kd-try-'));

  async function tryOut(job: Job): Promise<void> {
    if (signal?.aborted) return;
    const slot = must(free.pop(), 'a free slot');
    const order = { type: 'try-job', job: job.id, spec: job.spec, inputs: inputsOf(job, known) } as const;
    onTried(job, await slot.run(job, { order, logFolder, onEpoch() {} }));
    free.push(slot);
  }

  const killAll = (): void => {
    for (const slot of slots) slot.kill();
  };
  signal?.addEventListener('abort', killAll);
  try {
    await queue.addAll(jobs.map(job => () => tryOut(job)));
  } finally {
    signal?.removeEventListener('abort', killAll);
    rmSync(logFolder, { recursive: true, force: true });
  }
}

/** Specs of all that a job needs, directly or not. */
function inputsOf({ needs }: Job, known: ReadonlyMap<JobId, Job>): Readonly<Record<JobId, JobSpec>> {
  const inputs: Record<JobId, JobSpec> = {};
  const waiting = [...needs];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const job = known.get(id);
    if (!job || inputs[id]) continue;
    inputs[id] = job.spec;
    waiting.push(...job.needs);
  }
  return inputs;
}
