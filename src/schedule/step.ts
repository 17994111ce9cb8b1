import { Bug, must, unreachable } from '../lib/bug.js';
import { type FailureReason, isTransient, type Job, type JobId, type Plan } from '../plan/index.js';
import { EarlyStopping, type EpochReached, type GivenUpCell, type PastFact } from './early-stop.js';
import { JobBoard } from './job-board.js';
import { type JobGraph, jobGraph } from './job-graph.js';

/** What the policy is told. */
export type ScheduleEvent =
  | { readonly type: 'job-finished'; readonly job: JobId; readonly slot: number }
  | { readonly type: 'job-failed'; readonly job: JobId; readonly slot: number; readonly reason: FailureReason }
  /** Given back before it was done, as it was asked to. */
  | { readonly type: 'job-stopped'; readonly job: JobId; readonly slot: number }
  | ({ readonly type: 'epoch-finished' } & EpochReached)
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
  /** To be written down; what becomes of its jobs follows. */
  | { readonly type: 'give-up-cell'; readonly cell: GivenUpCell }
  | { readonly type: 'stop-job'; readonly job: JobId; readonly slot: number }
  | { readonly type: 'kill-job'; readonly job: JobId; readonly slot: number }
  /** Once, last: nothing is left to do. */
  | { readonly type: 'finish-run'; readonly state: RunOutcome };

/** The job whose failure it was, or why without one. */
type CancelReason = JobId | 'stopped' | 'fail-fast' | 'not-needed' | 'stopped-early';
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
  /** What was heard and decided about early stopping by earlier heads, and by other runs of what is done. */
  readonly past?: readonly PastFact[];
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
  readonly experiments: Plan['experiments'];
  readonly board: JobBoard;
  readonly earlyStopping: EarlyStopping;
  /** Jobs that were asked to stop because their cells were given up, by index. */
  readonly withdrawn: Set<number>;
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
  { slots, isDone, failFast = false, past = [] }: ScheduleOptions,
): Decision {
  if (slots < 1) throw new Bug('a run needs a slot');
  const graph = jobGraph(plan);
  const board = new JobBoard(graph, index => isDone(jobAt(graph, index).id));
  const run: RunUnderWay = {
    turn: 0,
    graph,
    experiments: plan.experiments,
    board,
    earlyStopping: new EarlyStopping(plan),
    withdrawn: new Set(),
    slots: Array.from({ length: slots }, () => undefined),
    failures: new Map(),
    failFast,
    stopping: undefined,
    leftUndone: false,
    finished: false,
  };
  run.earlyStopping.recall(past);
  return decide(run, [
    ...cancel(run, board.unneeded, 'not-needed'),
    ...past.flatMap(fact => (fact.type === 'cell-stopped-early' ? withdrawTrials(run, fact) : [])),
  ]);
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
      return afterStop(run, release(run, event));
    case 'epoch-finished':
      return run.stopping ? [] : run.earlyStopping.judge(event).flatMap(cell => giveUp(run, cell));
    case 'stop-asked':
      return drain(run, 'stopped');
    case 'kill-asked':
      return [...cancelRest(run, 'stopped'), ...toSlots(run, 'kill-job')];
    default:
      return unreachable(event);
  }
}

function afterStop(run: RunUnderWay, index: number): readonly Command[] {
  run.board.stop(index);
  if (run.withdrawn.has(index)) return cancel(run, [index], 'stopped-early');
  run.leftUndone = true;
  return [];
}

const giveUp = (run: RunUnderWay, cell: GivenUpCell): readonly Command[] => [
  { type: 'give-up-cell', cell },
  ...withdrawTrials(run, cell),
];

/** What no other trial needs is canceled, and asked to stop where it runs. */
function withdrawTrials(run: RunUnderWay, { experiment, cell }: GivenUpCell): readonly Command[] {
  const { cells, trials } = must(run.experiments[experiment], `experiment ${experiment}`);
  return must(cells[cell], `cell ${cell}`).trials.flatMap(trial => {
    const { result } = must(trials[trial], `trial ${trial}`);
    const { canceled, running } = run.board.withdraw(must(run.graph.indexOf.get(result), `job ${result}`));
    for (const index of running) run.withdrawn.add(index);
    return [...cancel(run, canceled, 'stopped-early'), ...toSlots(run, 'stop-job', index => running.includes(index))];
  });
}

function afterFailure(run: RunUnderWay, index: number, reason: FailureReason): readonly Command[] {
  // Nobody waits for it any more.
  if (run.withdrawn.has(index)) return afterStop(run, index);
  const { id, limits } = jobAt(run.graph, index);
  const failures = (run.failures.get(index) ?? 0) + 1;
  run.failures.set(index, failures);
  if (isTransient(reason) && failures <= limits.retries && !run.stopping) {
    run.board.requeue(index);
    return [{ type: 'retry-job', job: id }];
  }
  run.earlyStopping.lose(id);
  const { dependents, unneeded } = run.board.fail(index);
  return [
    ...cancel(run, dependents, id),
    ...cancel(run, unneeded, 'not-needed'),
    ...(run.failFast ? drain(run, 'fail-fast') : []),
  ];
}

function drain(run: RunUnderWay, because: 'stopped' | 'fail-fast'): readonly Command[] {
  if (run.stopping) return [];
  return [...cancelRest(run, because), ...toSlots(run, 'stop-job')];
}

function cancelRest(run: RunUnderWay, because: 'stopped' | 'fail-fast'): readonly Command[] {
  run.stopping ??= because;
  const canceled = run.board.cancelRest();
  if (canceled.length > 0) run.leftUndone = true;
  return cancel(run, canceled, because);
}

const toSlots = (
  { graph, slots }: RunUnderWay,
  type: 'stop-job' | 'kill-job',
  isMeant: (index: number) => boolean = () => true,
): readonly Command[] =>
  slots.flatMap((index, slot) =>
    index !== undefined && isMeant(index) ? [{ type, job: jobAt(graph, index).id, slot }] : [],
  );

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
