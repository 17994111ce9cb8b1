import type { Job } from '../plan/index.js';
import type { Store } from '../store/index.js';
import type { EpochProgress, ResumePoint, ToWorker } from '../worker/protocol.js';
import { type Attempt, type AttemptEnd, startAttempt } from './attempt.js';
import { type AttemptLog, openAttemptLog } from './attempt-log.js';
import { describeEnd } from './cause-of-death.js';
import type { RunFact } from './events.js';
import type { Timing } from './timing.js';
import { startWorkerProcess, type WorkerProcess, type WorkerProgram } from './worker-process.js';

/** A place for one job at a time: a worker process that stays warm from job to job and is replaced after any failure. */
export interface Slot {
  /** Starts a process if there is none. Never rejects because of what a worker does. */
  run(job: Job, work: SlotWork): Promise<AttemptEnd>;
  stop(): void;
  kill(): void;
  /** Sends the process away; resolves when it is gone. */
  close(): Promise<void>;
}

interface SlotWork {
  readonly order: Extract<ToWorker, { readonly type: 'start-job' | 'try-job' }>;
  /** Where the process's output goes. */
  readonly logFolder: string;
  readonly onEpoch: (progress: EpochProgress) => void;
  readonly onResume?: (at: ResumePoint) => void;
}

export interface SlotOptions {
  readonly slot: number;
  readonly program: WorkerProgram;
  readonly store: Store;
  readonly timing: Timing;
  /** Of its workers, beside that of every worker. */
  readonly environment?: () => Readonly<Record<string, string>>;
  readonly onFact: (fact: Extract<RunFact, { readonly type: 'worker-started' | 'worker-ended' }>) => void;
}

export function openSlot({ slot, program, store, timing, environment, onFact }: SlotOptions): Slot {
  let worker: WorkerProcess | undefined;
  let attempt: Attempt | undefined;
  /** Stays open after its job, for what a process writes late. */
  let log: AttemptLog | undefined;

  function startWorker(): WorkerProcess {
    const started = startWorkerProcess(program, environment?.());
    started.onOutput = text => log?.write(text);
    if (started.pid !== undefined) onFact({ type: 'worker-started', slot, pid: started.pid });
    void started.ended.then(end => onFact({ type: 'worker-ended', slot, text: describeEnd(end) }));
    return started;
  }

  return {
    async run(job, { order, logFolder, onEpoch, onResume = () => {} }) {
      log?.close();
      log = openAttemptLog(logFolder);
      const lastWords = log.tail;
      const isNew = !worker || worker.hasEnded;
      if (!worker || worker.hasEnded) worker = startWorker();
      const isCommitted = (): boolean => order.type === 'try-job' || store.objects.has(job.id);
      attempt = startAttempt({ worker, isNew, job, order, timing, isCommitted, onEpoch, onResume, lastWords });
      const end = await attempt.ended;
      attempt = undefined;
      return end;
    },
    stop: () => attempt?.stop(),
    kill: () => attempt?.kill(),
    async close() {
      if (worker && !worker.hasEnded) {
        worker.send({ type: 'exit' });
        const timer = setTimeout(() => worker?.terminate(0), timing.terminate);
        await worker.ended;
        clearTimeout(timer);
      }
      log?.close();
      log = undefined;
    },
  };
}
