import { Bug, must } from '../lib/bug.js';
import type { Job, JobId, Plan } from '../plan/index.js';
import type { CancelReason, Command, Halt, Withdrawal } from './command.js';
import type { EarlyStopping } from './early-stop.js';
import type { JobBoard } from './job-board.js';
import type { JobGraph } from './job-graph.js';
import type { Openings } from './openings.js';

/** All the policy knows of a run; changed in place. */
export interface RunUnderWay {
  turn: number;
  readonly graph: JobGraph;
  readonly experiments: Plan['experiments'];
  readonly board: JobBoard;
  readonly earlyStopping: EarlyStopping;
  /** Running jobs that were asked to stop because nobody waits for them any more, by index. */
  readonly withdrawn: Map<number, Withdrawal>;
  /** Index of the running job, by slot. */
  readonly slots: (number | undefined)[];
  readonly openings: Openings;
  /** How many may run at once. */
  workers: number;
  /** Jobs that ran out of memory beside others: each runs alone from then on. By index. */
  readonly loners: Set<number>;
  /** The last epoch heard of a job, and that at which it last ran out of time, by index. */
  readonly reached: Map<number, number>;
  readonly timedOutAt: Map<number, number>;
  /** How often a result was found damaged, by index. */
  readonly losses: Map<number, number>;
  isPaused: boolean;
  /** How often a job failed, by index; absent: never. */
  readonly failures: Map<number, number>;
  readonly failFast: boolean;
  stopping: Halt | undefined;
  leftUndone: boolean;
  finished: boolean;
}

export const running = ({ slots }: RunUnderWay): number[] => slots.filter(index => index !== undefined);

export const openAndFree = ({ slots, openings }: RunUnderWay): number[] =>
  [...slots.keys()].filter(slot => slots[slot] === undefined && openings.isOpen(slot));

export const toSlots = (
  { graph, slots }: RunUnderWay,
  type: 'stop-job' | 'kill-job',
  isMeant: (index: number) => boolean = () => true,
): readonly Command[] =>
  slots.flatMap((index, slot) =>
    index !== undefined && isMeant(index) ? [{ type, job: jobAt(graph, index).id, slot }] : [],
  );

export const cancel = ({ graph }: RunUnderWay, indices: readonly number[], because: CancelReason): readonly Command[] =>
  indices.map(index => ({ type: 'cancel-job', job: jobAt(graph, index).id, because }));

/** The index of the job that leaves its slot. */
export function release(run: RunUnderWay, { job, slot }: { readonly job: JobId; readonly slot: number }): number {
  const index = run.slots[slot];
  if (index === undefined || jobAt(run.graph, index).id !== job) throw new Bug(`slot ${slot} does not run ${job}`);
  run.slots[slot] = undefined;
  return index;
}

export const indexOf = ({ graph }: RunUnderWay, job: JobId): number => must(graph.indexOf.get(job), `job ${job}`);

export const jobAt = (graph: JobGraph, index: number): Job => must(graph.jobs[index], `job ${index}`);
