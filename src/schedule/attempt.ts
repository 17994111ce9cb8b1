import { unreachable } from '../lib/bug.js';
import type { Job } from '../plan/index.js';
import type { EpochProgress, FromWorker, JobResult, ResumePoint, ToWorker } from '../worker/protocol.js';
import { causeOfDeath, countOomKills, type Failure, type ProcessEnd } from './cause-of-death.js';
import { readMessage } from './read-message.js';
import type { Timing } from './timing.js';
import type { WorkerProcess } from './worker-process.js';

export type AttemptEnd =
  | { readonly type: 'finished'; readonly result: JobResult }
  | ({ readonly type: 'failed' } & Failure)
  | { readonly type: 'stopped' };

/** One try of one job by a worker process. */
export interface Attempt {
  /** Never rejects. Where the worker is of no more use, it is gone by then. */
  readonly ended: Promise<AttemptEnd>;
  /** Asks the job to stop, and kills it when it does not. */
  stop(): void;
  kill(): void;
}

export interface AttemptOptions {
  readonly worker: WorkerProcess;
  readonly isNew: boolean;
  readonly job: Job;
  readonly order: Extract<ToWorker, { readonly type: 'start-job' | 'try-job' }>;
  readonly timing: Timing;
  /** Whether the job's object is in the store: a report is believed only then. */
  readonly isCommitted: () => boolean;
  readonly onEpoch: (progress: EpochProgress) => void;
  readonly onResume: (at: ResumePoint) => void;
  /** The end of what the process wrote. */
  readonly lastWords: () => string;
}

/** Several things can go wrong at once; the first verdict stands. */
export function startAttempt({ worker, isNew, job, order, timing, ...options }: AttemptOptions): Attempt {
  const oomKills = countOomKills();
  const timers = { silence: setTimeout(() => {}), limit: setTimeout(() => {}), stop: setTimeout(() => {}) };
  let verdict: AttemptEnd | undefined;
  let wasAsked = false;
  let resolve: (end: AttemptEnd) => void;
  const ended = new Promise<AttemptEnd>(settle => {
    resolve = settle;
  });

  const leave = (end: AttemptEnd): void => {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    worker.onMessage = () => {};
    resolve(end);
  };
  const condemn = (end: AttemptEnd, patienceMs = timing.terminate): void => {
    verdict ??= end;
    worker.terminate(patienceMs);
  };
  const failed = (reason: Failure['reason'], text: string): AttemptEnd => ({ type: 'failed', reason, text });
  const defect = (text: string): AttemptEnd => failed('defect', text);
  const seconds = (ms: number): string => `${ms / 1000} s`;

  function expectLife(withinMs: number): void {
    clearTimeout(timers.silence);
    timers.silence = setTimeout(() => condemn(failed('lost', `no sign of life for ${seconds(withinMs)}`)), withinMs);
  }

  function hear(sent: unknown): void {
    const message = readMessage(sent);
    if (verdict) return;
    if (!message) condemn(defect(`the worker sent what is no message: ${JSON.stringify(sent)}`.slice(0, 300)));
    else if ('job' in message && message.job !== job.id)
      condemn(defect(`the worker spoke of job ${message.job}, which it was not given`));
    else react(message);
  }

  function react(message: FromWorker): void {
    expectLife(timing.silence);
    switch (message.type) {
      case 'ready':
      case 'alive':
        break;
      case 'epoch-finished':
        options.onEpoch(message.progress);
        break;
      case 'job-resumed':
        options.onResume(message.at);
        break;
      case 'job-finished':
        if (options.isCommitted()) leave({ type: 'finished', result: message.result });
        else condemn(defect('the worker reported a result that is not in the store'));
        break;
      case 'job-stopped':
        if (wasAsked) leave({ type: 'stopped' });
        else condemn(defect('the worker stopped without being asked'));
        break;
      case 'job-failed':
        // A fresh process is the only sure cure for what a failure leaves behind.
        condemn({ ...failed(message.reason, message.text), ...(message.input ? { input: message.input } : {}) });
        break;
      default:
        unreachable(message);
    }
  }

  function afterDeath(end: ProcessEnd): void {
    leave(verdict ?? { type: 'failed', ...causeOfDeath(end, options.lastWords(), oomKills) });
  }

  worker.onMessage = hear;
  void worker.ended.then(afterDeath);
  expectLife(isNew ? timing.start : timing.silence);
  const { timeMs } = job.limits;
  if (timeMs !== undefined)
    timers.limit = setTimeout(() => condemn(failed('timed-out', `not done within ${seconds(timeMs)}`)), timeMs);
  worker.send(order);

  return {
    ended,
    stop() {
      if (wasAsked) return;
      wasAsked = true;
      worker.send({ type: 'stop-job' });
      timers.stop = setTimeout(() => condemn({ type: 'stopped' }), timing.stop);
    },
    kill: () => condemn({ type: 'stopped' }, 0),
  };
}
