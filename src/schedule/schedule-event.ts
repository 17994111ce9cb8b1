import type { FailureReason, JobId, PlannedTrial } from '../plan/index.js';
import type { EpochReached } from './early-stop.js';

/** What the policy is told. */
export type ScheduleEvent =
  | { readonly type: 'job-finished'; readonly job: JobId; readonly slot: number }
  | { readonly type: 'job-failed'; readonly job: JobId; readonly slot: number; readonly reason: FailureReason }
  /** Given back before it was done, as it was asked to. */
  | { readonly type: 'job-stopped'; readonly job: JobId; readonly slot: number }
  /** Another head works on it: it is not started here, and its slot is free. */
  | { readonly type: 'job-held'; readonly job: JobId; readonly slot: number }
  /** Its result is in the store, by another head. */
  | { readonly type: 'job-found'; readonly job: JobId }
  /** The other head gave it up. */
  | { readonly type: 'job-released'; readonly job: JobId }
  /** It could not be done, for the result of a job it needs is damaged and no longer in the store. */
  | { readonly type: 'input-lost'; readonly job: JobId; readonly slot: number; readonly input: JobId }
  | ({ readonly type: 'epoch-finished' } & EpochReached)
  /** It has a card now. */
  | { readonly type: 'slot-opened'; readonly slot: number }
  /** It has a card and had nothing to do for a while. */
  | { readonly type: 'slot-idle'; readonly slot: number }
  /** Start nothing new until `go-on-asked`. */
  | { readonly type: 'pause-asked' }
  | { readonly type: 'go-on-asked' }
  /** Stop what only this trial needs. */
  | { readonly type: 'trial-stop-asked'; readonly trial: PlannedTrial }
  /** Do what failed or was stopped of this trial after all. */
  | { readonly type: 'trial-retry-asked'; readonly trial: PlannedTrial }
  /** So many jobs may run side by side. */
  | { readonly type: 'workers-asked'; readonly workers: number }
  /** Start nothing new, let running jobs write a checkpoint. */
  | { readonly type: 'stop-asked' }
  /** End now. */
  | { readonly type: 'kill-asked' };
