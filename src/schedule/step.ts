import { Bug, must, unreachable } from '../lib/bug.js';
import type { JobId, Plan } from '../plan/index.js';
import {
  afterFailure,
  afterLostInput,
  afterStop,
  cancelRest,
  drain,
  failDoomed,
  putBack,
  retryTrial,
} from './after-failure.js';
import type { Command, RunOutcome } from './command.js';
import { EarlyStopping, type PastFact } from './early-stop.js';
import { JobBoard } from './job-board.js';
import { jobGraph } from './job-graph.js';
import { Openings } from './openings.js';
import { cancel, indexOf, jobAt, openAndFree, type RunUnderWay, release, running, toSlots } from './run-under-way.js';
import type { ScheduleEvent } from './schedule-event.js';
import { giveUp, type Unasked, withdraw, withdrawCell, withdrawUnasked } from './withdraw.js';

type JobFailed = Extract<ScheduleEvent, { readonly type: 'job-failed' }>;

export interface Decision {
  readonly state: ScheduleState;
  readonly commands: readonly Command[];
}

export interface ScheduleOptions extends Unasked {
  /** Slots are numbered from 0. */
  readonly slots: number;
  /** How many jobs may run at once. Default: one in each slot. */
  readonly workers?: number;
  /** Of a run on cards, the slots that have one; the others open later. Absent: all may be used. */
  readonly open?: readonly number[];
  /** Jobs whose results are in the store. */
  readonly isDone: (job: JobId) => boolean;
  /** Stop at the first failure. Default: what does not need the failed job goes on. */
  readonly failFast?: boolean;
  /** What was heard and decided about early stopping by earlier heads, and by other runs of what is done. */
  readonly past?: readonly PastFact[];
  /** Start nothing before `go-on-asked`. */
  readonly isPaused?: boolean;
  /** What is known to fail before it is started, by job. */
  readonly doomed?: ReadonlySet<JobId>;
}

/**
 * Where a run stands. `step` uses a state up: only the newest may be given to it, for a copy of 100,000 jobs at each
 * event would make the policy quadratic.
 */
export interface ScheduleState {
  readonly turn: number;
  readonly run: RunUnderWay;
}

/** The first decision of a run. */
export function begin(
  plan: Pick<Plan, 'jobs' | 'experiments'>,
  { slots, isDone, failFast = false, past = [], ...options }: ScheduleOptions,
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
    withdrawn: new Map(),
    slots: Array.from({ length: slots }, () => undefined),
    openings: new Openings(options.open),
    workers: options.workers ?? slots,
    loners: new Set(),
    reached: new Map(),
    timedOutAt: new Map(),
    losses: new Map(),
    isPaused: options.isPaused ?? false,
    failures: new Map(),
    failFast,
    stopping: undefined,
    leftUndone: false,
    finished: false,
  };
  run.earlyStopping.recall(past);
  return decide(run, [
    ...cancel(run, board.unneeded, 'not-needed'),
    ...past.flatMap(fact => (fact.type === 'cell-stopped-early' ? withdrawCell(run, fact) : [])),
    ...withdrawUnasked(run, options),
    ...failDoomed(run, options.doomed ?? new Set()),
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
      run.openings.succeeded(event.slot);
      return [];
    case 'job-failed': {
      const index = release(run, event);
      return [...afterFailure(run, index, event.reason), ...quarantine(run, event, index)];
    }
    case 'job-stopped':
      return afterStop(run, release(run, event));
    case 'job-held':
      return leaveToOthers(run, release(run, event));
    case 'job-found':
    case 'job-released':
      return afterOthers(run, indexOf(run, event.job), event.type);
    case 'input-lost':
      return afterLostInput(run, release(run, event), indexOf(run, event.input));
    case 'epoch-finished':
      run.reached.set(indexOf(run, event.job), event.epoch);
      return run.stopping ? [] : run.earlyStopping.judge(event).flatMap(cell => giveUp(run, cell));
    case 'pause-asked':
    case 'go-on-asked':
      run.isPaused = event.type === 'pause-asked';
      return [];
    case 'trial-stop-asked':
      return withdraw(run, event.trial, 'trial-stopped');
    case 'trial-retry-asked':
      return retryTrial(run, indexOf(run, event.trial.result));
    case 'workers-asked':
      run.workers = event.workers;
      while (run.slots.length < event.workers) run.slots.push(undefined);
      return [];
    case 'slot-opened':
      run.openings.open(event.slot);
      return [];
    case 'slot-idle':
      return closeIdle(run, event.slot);
    case 'stop-asked':
      return drain(run, 'stopped');
    case 'kill-asked':
      return [...cancelRest(run, 'stopped'), ...toSlots(run, 'kill-job')];
    default:
      return unreachable(event);
  }
}

function leaveToOthers(run: RunUnderWay, index: number): readonly Command[] {
  // A run that ends waits for nobody.
  if (run.stopping) return [...afterStop(run, index), ...cancel(run, [index], run.stopping)];
  if (run.withdrawn.has(index)) return afterStop(run, index);
  run.board.hold(index);
  return [];
}

/** Only where it is still left to another head: it may have been canceled meanwhile. */
function afterOthers(run: RunUnderWay, index: number, became: 'job-found' | 'job-released'): readonly Command[] {
  if (!run.board.isHeld(index)) return [];
  if (became === 'job-found') run.board.finish(index);
  else return putBack(run, index).filter(({ type }) => type !== 'retry-job');
  return [];
}

function quarantine(run: RunUnderWay, { slot, reason }: JobFailed, index: number): readonly Command[] {
  const isShut = run.openings.failed(slot, index, reason, run.slots.length);
  return isShut ? [{ type: 'close-slot', slot, because: 'quarantined' }] : [];
}

/** A job may have been given to it meanwhile. */
function closeIdle({ slots, openings }: RunUnderWay, slot: number): readonly Command[] {
  const isShut = slots[slot] === undefined && openings.shut(slot);
  return isShut ? [{ type: 'close-slot', slot, because: 'idle' }] : [];
}

function fillFreeSlots(run: RunUnderWay): readonly Command[] {
  const commands: Command[] = [];
  while (!run.isPaused && running(run).length < run.workers && !running(run).some(index => run.loners.has(index))) {
    const slot = run.openings.best(openAndFree(run));
    const { next } = run.board;
    if (slot === undefined || next === undefined || (run.loners.has(next) && running(run).length > 0)) break;
    const index = must(run.board.startNext(), 'the next job');
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
