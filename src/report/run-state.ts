import { must } from '../lib/bug.js';
import type { FailureReason, Job, JobId, JobKind, Plan, PlannedTrial } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';

/** One epoch of a training job, as its worker told. */
export type EpochProgress = Extract<RunEvent, { readonly type: 'epoch-finished' }>;

/** How far an earlier attempt had come. */
type Resumption = Extract<RunEvent, { readonly type: 'job-resumed' }>;

/** The decision that gave a cell up, with the numbers compared. */
export type StoppedEarly = Extract<RunEvent, { readonly type: 'cell-stopped-early' }>;

type Cancellation = Extract<RunEvent, { readonly type: 'job-canceled' }>;

export type JobState = 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'canceled';

/** A job of the plan and what is known of it by now. */
export interface JobRecord {
  readonly job: Job;
  readonly needs: readonly JobRecord[];
  state: JobState;
  attempt: number;
  slot: number | undefined;
  /** When the present attempt began, in ms since 1970. */
  startedMs: number;
  /** The last epoch of the present attempt, and when it ended. */
  epoch: EpochProgress | undefined;
  epochMs: number;
  /** Where the present attempt went on, if it did not begin anew. */
  resumed: Resumption | undefined;
  metrics: Readonly<Record<string, number>>;
  warnings: readonly string[];
  /** Of computing, wherever that was done. */
  seconds: number;
  error: { readonly reason: FailureReason; readonly text: string } | undefined;
  because: Cancellation['because'] | undefined;
  /** Who computes it, where another head does. */
  heldBy: string | undefined;
}

/** One failed attempt. */
interface Failure {
  readonly job: Job;
  readonly attempt: number;
  readonly reason: FailureReason;
  readonly text: string;
  /** It is tried again. */
  isRetried: boolean;
}

type TrialEnd = 'done' | 'failed' | 'canceled' | 'given-up';

/** What a run has come to. Replaying its journal over its plan gives the same state. Written by `reduce` only. */
export interface RunState {
  readonly plan: Plan;
  /** The run's name; empty before its first event. */
  run: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  isStopping: boolean;
  /** It does not even wait for checkpoints. */
  isEndingNow: boolean;
  isPaused: boolean;
  /** Why it stands still, where none of its cards can be had now. */
  awaitedCards: string | undefined;
  /** How many kinds of training are being tried out before the run, if that is under way. */
  preflight: number;
  workers: number;
  /** When the present head took the run up, and the time of the last event, in ms since 1970. */
  startedMs: number;
  lastMs: number;
  /** What earlier heads spent on it. */
  earlierMs: number;
  /** In the order of the plan. */
  readonly jobs: ReadonlyMap<JobId, JobRecord>;
  readonly jobCounts: Record<JobState, number>;
  /** How many jobs are computed by another head. */
  heldCount: number;
  /** In the order of their start. */
  readonly running: Map<JobId, JobRecord>;
  readonly failures: Failure[];
  readonly trials: ReadonlyMap<string, PlannedTrial>;
  readonly trialEnds: Map<string, TrialEnd>;
  readonly trialCounts: Record<TrialEnd, number>;
  /** Why the trial's cell was given up, by trial. */
  readonly stoppedEarly: Map<string, StoppedEarly>;
  /** Seconds and arithmetic of jobs that are done, by kind: how fast this machine is. */
  readonly pace: Map<JobKind, { seconds: number; work: number }>;
}

/** The state of a run of which nothing has happened yet. */
export function initialState(plan: Plan): RunState {
  const jobs = new Map<JobId, JobRecord>();
  for (const job of plan.jobs) jobs.set(job.id, newRecord(job, jobs));
  return {
    plan,
    run: '',
    state: 'waiting',
    isStopping: false,
    isEndingNow: false,
    isPaused: false,
    awaitedCards: undefined,
    preflight: 0,
    workers: 1,
    startedMs: 0,
    lastMs: 0,
    earlierMs: 0,
    jobs,
    jobCounts: { waiting: jobs.size, running: 0, done: 0, cached: 0, failed: 0, canceled: 0 },
    heldCount: 0,
    running: new Map(),
    failures: [],
    trials: new Map(plan.experiments.flatMap(experiment => experiment.trials.map(trial => [trial.id, trial]))),
    trialEnds: new Map(),
    trialCounts: { done: 0, failed: 0, canceled: 0, 'given-up': 0 },
    stoppedEarly: new Map(),
    pace: new Map(),
  };
}

/** How long heads have worked on the run, in ms, up to `nowMs` while it goes on. */
export function elapsedMs(state: RunState, nowMs: number): number {
  const end = state.state === 'running' ? Math.max(nowMs, state.lastMs) : state.lastMs;
  return state.earlierMs + end - state.startedMs;
}

function newRecord(job: Job, known: ReadonlyMap<JobId, JobRecord>): JobRecord {
  return {
    job,
    needs: job.needs.map(id => must(known.get(id), `job ${id} before the one that needs it`)),
    state: 'waiting',
    attempt: 0,
    slot: undefined,
    startedMs: 0,
    epoch: undefined,
    epochMs: 0,
    resumed: undefined,
    metrics: {},
    warnings: [],
    seconds: 0,
    error: undefined,
    because: undefined,
    heldBy: undefined,
  };
}
