import { Bug, must, unreachable } from '../lib/bug.js';
import { type FailureReason, isTransient, type Job, type JobId, type Plan } from '../plan/index.js';
import { JobBoard } from './job-board.js';
import { type JobGraph, jobGraph } from './job-graph.js';

/** What the policy is told. */
export type ScheduleEvent =
  | { readonly type: 'job-finished'; readonly job: JobId; readonly slot: number }
  | { readonly type: 'job-failed'; readonly job: JobId; readonly slot: number; readonly reason: FailureReason }
  /** Given back before it was done, as it was asked to. */
  | { readonly type: 'job-stopped'; readonly job: JobId; readonly slot: number }
  /** Start nothing new, let running jobs write a checkpoint. */
  | { readonly type: 'stop-asked' }
  /** End now. */
  | { readonly type: 'kill-asked' };

/** What the policy wants done, in this order. */
export type Command =
  | { readonly type: 'start-job'; readonly job: Job; readonly slot: number }
  /** The job will be tried again; `start-job` follows when a slot is free. */
  | { readonly type: 'retry-job'; readonly job: JobId }
  | { readonly type: 'cancel-job'; readonly job: JobId; readonly because: CancelReason }
  | { readonly type: 'stop-job'; readonly job: JobId; readonly slot: number }
  | { readonly type: 'kill-job'; readonly job: JobId; readonly slot: number }
  /** Once, last: nothing is left to do. */
  | { readonly type: 'finish-run'; readonly state: RunOutcome };

/** The job whose failure it was, or why without one. */
type CancelReason = JobId | 'stopped' | 'fail-fast' | 'not-needed';
export type RunOutcome = 'done' | 'failed' | 'stopped';

export interface Decision {
  readonly state: ScheduleState;
  readonly commands: readonly Command[];
}

export interface ScheduleOptions {
  /** Slots are numbered from 0. */
  readonly slots: number;
  /** Jobs whose results are in the store. */
  readonly isDone: (job: JobId) => boolean;
  /** Stop at the first failure. Default: what does not need the failed job goes on. */
  readonly failFast?: boolean;
}

/**
 * Where a run stands. `step` uses a state up: only the newest may be given to it, for a copy of 100,000 jobs at each
 * event would make the policy quadratic.
 */
export interface ScheduleState {
  readonly turn: number;
  readonly run: RunUnderWay;
}

interface RunUnderWay {
  turn: number;
  readonly graph: JobGraph;
  readonly board: JobBoard;
  /** Index of the running job, by slot. */
  readonly slots: (number | undefined)[];
  /** How often a job failed, by index; absent: never. */
  readonly failures: Map<number, number>;
  readonly failFast: boolean;
  stopping: 'stopped' | 'fail-fast' | undefined;
  leftUndone: boolean;
  finished: boolean;
}

/** The first decision of a run. */
export function begin(
  plan: Pick<Plan, 'jobs' | 'experiments'>,
  { slots, isDone, failFast = false }: ScheduleOptions,
): Decision {
  if (slots < 1) throw new Bug('a run needs a slot');
  const graph = jobGraph(plan);
  const board = new JobBoard(graph, index => isDone(jobAt(graph, index).id));
  const run: RunUnderWay = {
    turn: 0,
    graph,
    board,
    slots: Array.from({ length: slots }, () => undefined),
    failures: new Map(),
    failFast,
    stopping: undefined,
    leftUndone: false,
    finished: false,
  };
  return decide(run, cancel(run, board.unneeded, 'not-needed'));
}

/**
 * Decides; never acts, and knows no time. Holds: one job per slot, no job before its needs, longest path first, every
 * run ends.
 */
export function step({ run, turn }: ScheduleState, event: ScheduleEvent): Decision {
  if (turn !== run.turn) throw new Bug('this state of the schedule was used already');
  run.turn++;
  return decide(run, react(run, event));
}

function decide(run: RunUnderWay, reaction: readonly Command[]): Decision {
  return {
    state: { run, turn: run.turn },
    commands: [...reaction, ...fillFreeSlots(run), ...finishIfNothingIsLeft(run)],
  };
}

function react(run: RunUnderWay, event: ScheduleEvent): readonly Command[] {
  switch (event.type) {
    case 'job-finished':
      run.board.finish(release(run, event));
      return [];
    case 'job-failed':
      return afterFailure(run, release(run, event), event.reason);
    case 'job-stopped':
      run.board.stop(release(run, event));
      run.leftUndone = true;
      return [];
    case 'stop-asked':
      return drain(run, 'stopped');
    case 'kill-asked':
      return [...cancelRest(run, 'stopped'), ...toRunningJobs(run, 'kill-job')];
    default:
      return unreachable(event);
  }
}

function afterFailure(run: RunUnderWay, index: number, reason: FailureReason): readonly Command[] {
  const { id, limits } = jobAt(run.graph, index);
  const failures = (run.failures.get(index) ?? 0) + 1;
  run.failures.set(index, failures);
  if (isTransient(reason) && failures <= limits.retries && !run.stopping) {
    run.board.requeue(index);
    return [{ type: 'retry-job', job: id }];
  }
  const { dependents, unneeded } = run.board.fail(index);
  return [
    ...cancel(run, dependents, id),
    ...cancel(run, unneeded, 'not-needed'),
    ...(run.failFast ? drain(run, 'fail-fast') : []),
  ];
}

function drain(run: RunUnderWay, because: 'stopped' | 'fail-fast'): readonly Command[] {
  if (run.stopping) return [];
  return [...cancelRest(run, because), ...toRunningJobs(run, 'stop-job')];
}

function cancelRest(run: RunUnderWay, because: 'stopped' | 'fail-fast'): readonly Command[] {
  run.stopping ??= because;
  const canceled = run.board.cancelRest();
  if (canceled.length > 0) run.leftUndone = true;
  return cancel(run, canceled, because);
}

const toRunningJobs = ({ graph, slots }: RunUnderWay, type: 'stop-job' | 'kill-job'): readonly Command[] =>
  slots.flatMap((index, slot) => (index === undefined ? [] : [{ type, job: jobAt(graph, index).id, slot }]));

const cancel = ({ graph }: RunUnderWay, indices: readonly number[], because: CancelReason): readonly Command[] =>
  indices.map(index => ({ type: 'cancel-job', job: jobAt(graph, index).id, because }));

function fillFreeSlots(run: RunUnderWay): readonly Command[] {
  const commands: Command[] = [];
  for (let slot = run.slots.indexOf(undefined); slot >= 0; slot = run.slots.indexOf(undefined)) {
    const index = run.board.startNext();
    if (index === undefined) break;
    run.slots[slot] = index;
    commands.push({ type: 'start-job', job: jobAt(run.graph, index), slot });
  }
  return commands;
}

function finishIfNothingIsLeft(run: RunUnderWay): readonly Command[] {
  if (run.finished || run.board.unsettled > 0) return [];
  run.finished = true;
  return [{ type: 'finish-run', state: outcome(run) }];
}

function outcome({ stopping, leftUndone, board }: RunUnderWay): RunOutcome {
  if (stopping === 'stopped' && leftUndone) return 'stopped';
  return board.hasFailures ? 'failed' : 'done';
}

/** The index of the job that leaves its slot. */
function release(run: RunUnderWay, { job, slot }: { readonly job: JobId; readonly slot: number }): number {
  const index = run.slots[slot];
  if (index === undefined || jobAt(run.graph, index).id !== job) throw new Bug(`slot ${slot} does not run ${job}`);
  run.slots[slot] = undefined;
  return index;
}

const jobAt = (graph: JobGraph, index: number): Job => must(graph.jobs[index], `job ${index}`);
