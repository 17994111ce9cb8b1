import type { Job, JobId } from '../plan/index.js';
import type { GivenUpCell } from './early-stop.js';

/** What the policy wants done, in this order. */
export type Command =
  | { readonly type: 'start-job'; readonly job: Job; readonly slot: number }
  /** The job waits again; `start-job` follows when all it needs is done and a slot is free. */
  | { readonly type: 'retry-job'; readonly job: JobId }
  | { readonly type: 'cancel-job'; readonly job: JobId; readonly because: CancelReason }
  /** It failed before it was started. */
  | { readonly type: 'doom-job'; readonly job: JobId }
  /** To be written down; what becomes of its jobs follows. */
  | { readonly type: 'give-up-cell'; readonly cell: GivenUpCell }
  | { readonly type: 'stop-job'; readonly job: JobId; readonly slot: number }
  | { readonly type: 'kill-job'; readonly job: JobId; readonly slot: number }
  /** Its worker is sent away and its card given back; where it is `quarantined`, for good. Only of runs on cards. */
  | { readonly type: 'close-slot'; readonly slot: number; readonly because: 'idle' | 'quarantined' }
  /** Once, last: nothing is left to do. */
  | { readonly type: 'finish-run'; readonly state: RunOutcome };

/** The job whose failure it was, or why without one. */
export type CancelReason = JobId | WithoutFailure;
type WithoutFailure = Halt | 'not-needed' | Withdrawal;
/** Why a run as a whole starts nothing more. */
export type Halt = 'stopped' | 'fail-fast' | 'disk-full';
/** Why nobody waits for a trial any more. */
export type Withdrawal = 'stopped-early' | 'trial-stopped' | 'not-asked';
export type RunOutcome = 'done' | 'failed' | 'stopped';
