import type { Plan } from '../../../src/plan/index.js';
import { initialState, type RunEvent, type RunState, reduce } from '../../../src/report/index.js';
import type { RunFact } from '../../../src/schedule/events.js';
import { jobId } from './sample-plan.js';

export const startMs = Date.parse('2026-11-22T04:12:00.000Z');

/** A fact, and how many seconds after the start of the run it happened. */
export type Timed = readonly [seconds: number, fact: RunFact];

export const events = (history: readonly Timed[]): RunEvent[] =>
  history.map(([seconds, fact], seq) => ({
    v: 1,
    seq,
    time: new Date(startMs + seconds * 1000).toISOString(),
    ...fact,
  }));

export const replay = (plan: Plan, history: readonly Timed[]): RunState =>
  events(history).reduce(reduce, initialState(plan));

export const started: RunFact = {
  type: 'run-started',
  run: '2026-11-22-0412-amber',
  command: ['kd', 'exp', 'run'],
  workers: 2,
};

export const begun = (job: string, slot = 0, attempt = 1): RunFact => ({
  type: 'job-started',
  job: jobId(job),
  attempt,
  slot,
});

export const finished = (job: string, seconds: number, metrics = {}, warnings: readonly string[] = []): RunFact => ({
  type: 'job-finished',
  job: jobId(job),
  slot: 0,
  metrics,
  warnings,
  seconds,
});

export const failed = (job: string, reason: 'diverged' | 'crashed', text: string, attempt = 1): RunFact => ({
  type: 'job-failed',
  job: jobId(job),
  slot: 0,
  attempt,
  reason,
  text,
});

export const epoch = (job: string, number: number, losses: Record<string, number>, seconds = 2): RunFact => ({
  type: 'epoch-finished',
  job: jobId(job),
  phase: 'main',
  epoch: number,
  epochs: 4,
  losses,
  metrics: {},
  seconds,
});

/** The trials of some cells done, with these accuracies by cell and seed (from 1), and what else was measured. */
export function cellsDone(accuracies: readonly (readonly number[])[], more: Record<string, number> = {}): Timed[] {
  const trials = accuracies.flatMap((values, cell) =>
    values.flatMap((accuracy, index): Timed[] => [
      [10, finished(`train-${cell}-${index + 1}`, 8)],
      [11, finished(`test-${cell}-${index + 1}`, 1, { accuracy, ...more })],
      [11, { type: 'trial-finished', trial: `first-${cell}${index + 1}`, state: 'done' }],
    ]),
  );
  const teacher: Timed[] = [
    [9, finished('teacher', 8)],
    [9, finished('teacher-test', 1, { accuracy: 0.9812, params: 669706 })],
  ];
  return [[0, started], ...teacher, ...trials];
}
