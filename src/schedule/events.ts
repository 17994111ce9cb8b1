import type { FailureReason, JobId } from '../plan/index.js';
import type { EpochProgress, ResumePoint } from '../worker/protocol.js';
import type { CancelReason } from './command.js';
import type { GivenUpCell } from './early-stop.js';

/** A fact about a run, in the past tense. One line of the journal, and of `--ui json`. */
export type RunEvent = RunFact & { readonly v: 1; readonly seq: number; readonly time: string };

export type RunFact =
  | {
      readonly type: 'run-started';
      readonly run: string;
      readonly command: readonly string[];
      readonly workers: number;
      /** It takes nothing from the store that it did not compute. */
      readonly fresh?: true;
    }
  /** An unfinished run is taken up by a new head. */
  | { readonly type: 'run-resumed'; readonly workers: number }
  | {
      readonly type: 'job-cached';
      readonly job: JobId;
      readonly metrics: Metrics;
      readonly warnings: readonly string[];
      readonly seconds: number;
    }
  | { readonly type: 'job-started'; readonly job: JobId; readonly attempt: number; readonly slot: number }
  /** It goes on from a checkpoint of an earlier attempt; follows its `job-started`. */
  | ({ readonly type: 'job-resumed'; readonly job: JobId; readonly attempt: number } & ResumePoint)
  | ({ readonly type: 'epoch-finished'; readonly job: JobId } & EpochProgress)
  | {
      readonly type: 'job-finished';
      readonly job: JobId;
      readonly slot: number;
      readonly metrics: Metrics;
      readonly warnings: readonly string[];
      readonly seconds: number;
    }
  | {
      readonly type: 'job-failed';
      readonly job: JobId;
      readonly slot: number;
      readonly attempt: number;
      readonly reason: FailureReason;
      readonly text: string;
    }
  | { readonly type: 'job-retried'; readonly job: JobId; readonly attempt: number }
  /** Stopped on request before it was done; it will be tried again by a later run. */
  | { readonly type: 'job-stopped'; readonly job: JobId; readonly slot: number }
  /** Will not be started, or not again: something it needs failed, the run stops, its cell was given up, or nothing needs it. */
  | {
      readonly type: 'job-canceled';
      readonly job: JobId;
      readonly because: CancelReason;
    }
  /** A cell is given up while others go on (`stop-early`). What becomes of its jobs follows. */
  | ({ readonly type: 'cell-stopped-early' } & GivenUpCell)
  | {
      readonly type: 'trial-finished';
      readonly trial: string;
      readonly state: 'done' | 'failed' | 'canceled';
      /** Its cell was given up, or a person stopped it; absent: for another reason, which its jobs tell. */
      readonly because?: 'stopped-early' | 'trial-stopped';
    }
  /** A person asks for what failed or was stopped of it. */
  | { readonly type: 'trial-retried'; readonly trial: string }
  /** A few batches of every new kind of training, before anything else. */
  | { readonly type: 'preflight-started'; readonly kinds: number }
  /** `doomed`: how many trainings can only fail; their `job-failed` follows, with attempt 0. */
  | { readonly type: 'preflight-finished'; readonly kinds: number; readonly doomed: number; readonly seconds: number }
  /** A result in the store is gone or damaged, and is set aside: the job waits again. */
  | { readonly type: 'object-damaged'; readonly job: JobId; readonly text: string }
  | { readonly type: 'worker-started'; readonly slot: number; readonly pid: number }
  | { readonly type: 'worker-ended'; readonly slot: number; readonly text: string }
  /** Of a run on cards: the slot has this card until it is closed. */
  | {
      readonly type: 'slot-opened';
      readonly slot: number;
      readonly index: number;
      readonly uuid: string;
      readonly name: string;
    }
  /** Its card is given back, for now or, after failure upon failure on it, for good. */
  | { readonly type: 'slot-closed'; readonly slot: number; readonly because: 'idle' | 'quarantined' }
  /** The run stands still, for none of its cards can be had now. */
  | { readonly type: 'cards-awaited'; readonly text: string }
  /** `now`: what runs is not waited for. */
  | { readonly type: 'stop-asked'; readonly by: StopAsker; readonly now?: true }
  /** Nothing new is started until `run-unpaused`. */
  | { readonly type: 'run-paused' }
  | { readonly type: 'run-unpaused' }
  | { readonly type: 'workers-changed'; readonly workers: number }
  /** Another head works on it; `job-cached` follows when its result is there, `job-released` when it gave up. */
  | { readonly type: 'job-held'; readonly job: JobId; readonly by: string }
  | { readonly type: 'job-released'; readonly job: JobId }
  /** The answer to `requests/<request>.json`: what was done about it, or why nothing. */
  | { readonly type: 'request-answered'; readonly request: number; readonly accepted: boolean; readonly text: string }
  | { readonly type: 'run-finished'; readonly state: 'done' | 'failed' | 'stopped' };

/** Who asked a run to stop: Ctrl-C or a signal, another process by a request, a terminal that closed. */
export type StopAsker = 'signal' | 'request' | 'terminal';

type Metrics = Readonly<Record<string, number>>;
