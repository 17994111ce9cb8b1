import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsedMs, initialState, reduce } from '../../src/report/index.js';
import { trialState } from '../../src/report/trial-state.js';
import type { RunFact } from '../../src/schedule/events.js';
import {
  begun,
  cellsDone,
  epoch,
  events,
  failed,
  finished,
  replay,
  started,
  startMs,
  type Timed,
} from './helpers/history.js';
import { jobId, samplePlan } from './helpers/sample-plan.js';

const plan = samplePlan();
const trial = plan.experiments[0]!.trials[0]!;

describe('reduce', () => {
  it('knows the last epoch of what runs, until it is done', () => {
    const running = replay(plan, [
      [0, started],
      [1, begun('teacher', 1)],
      [3, epoch('teacher', 1, { hard: 2.3 })],
    ]);
    const done = replay(plan, [
      [0, started],
      [1, begun('teacher')],
      [9, finished('teacher', 8, { accuracy: 0.98 })],
    ]);

    expect([...running.running.values()]).toMatchObject([{ slot: 1, epoch: { epoch: 1, losses: { hard: 2.3 } } }]);
    expect(done.running.size).toBe(0);
    expect(done.jobCounts).toMatchObject({ done: 1, running: 0, waiting: 19 });
    expect(done.jobs.get(jobId('teacher'))).toMatchObject({ state: 'done', seconds: 8, metrics: { accuracy: 0.98 } });
  });

  it('remembers a failure and that it was tried again', () => {
    const state = replay(plan, [
      [0, started],
      [1, begun('teacher')],
      [2, failed('teacher', 'crashed', 'signal 9')],
      [3, { type: 'job-retried', job: jobId('teacher'), attempt: 2 }],
      [3, begun('teacher', 0, 2)],
    ]);

    expect(state.failures).toMatchObject([{ attempt: 1, reason: 'crashed', isRetried: true }]);
    expect(state.jobs.get(jobId('teacher'))).toMatchObject({ state: 'running', attempt: 2, error: undefined });
  });

  it('tells a trial by its jobs: its own failure, a failed teacher, or a stop', () => {
    const own = replay(plan, [
      [0, started],
      [1, failed('train-0-1', 'diverged', 'NaN')],
    ]);
    const teachers = replay(plan, [
      [0, started],
      [1, failed('teacher', 'diverged', 'NaN')],
      [1, { type: 'job-canceled', job: trial.result, because: jobId('teacher') }],
    ]);
    const stopped = replay(plan, [
      [0, started],
      [1, { type: 'job-canceled', job: trial.result, because: 'stopped' }],
    ]);

    expect([own, teachers, stopped].map(state => trialState(state, trial))).toEqual(['failed', 'failed', 'canceled']);
  });

  it('lets what a dead head left wait again, and counts only time in which a head was there', () => {
    const state = replay(plan, [
      [0, started],
      [1, begun('teacher')],
      [5, { type: 'job-canceled', job: trial.result, because: 'stopped' }],
      [5, { type: 'trial-finished', trial: trial.id, state: 'canceled' }],
      [10, { type: 'run-finished', state: 'stopped' }],
      [1000, { type: 'run-resumed', workers: 4 }],
    ]);

    expect(state).toMatchObject({ state: 'running', workers: 4, trialCounts: { canceled: 0 } });
    expect(state.jobCounts).toMatchObject({ waiting: 20, running: 0, canceled: 0 });
    expect(elapsedMs(state, startMs + 1_007_000)).toBe(17_000);
  });

  it('gives the same state from a journal read again', () => {
    const history = events(cellsDone([[0.9], [0.91], [0.92]]));

    const again = JSON.parse(JSON.stringify(history)) as typeof history;

    expect(again.reduce(reduce, initialState(plan))).toEqual(history.reduce(reduce, initialState(plan)));
  });

  it('counts every job exactly once, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyFact()), facts => {
        const state = replay(
          plan,
          facts.map((fact, at): Timed => [at, fact]),
        );

        const counted = Object.values(state.jobCounts).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(plan.jobs.length);
        expect(state.jobCounts.running).toBe(state.running.size);
        expect(Math.min(...Object.values(state.jobCounts), ...Object.values(state.trialCounts))).toBeGreaterThanOrEqual(
          0,
        );
      }),
    );
  });
});

function anyFact(): fc.Arbitrary<RunFact> {
  const job = fc.constantFrom(...plan.jobs.map(({ id }) => id));
  const trials = fc.constantFrom(...plan.experiments[0]!.trials.map(({ id }) => id));
  const ends = fc.constantFrom('done' as const, 'failed' as const, 'canceled' as const);
  return fc.oneof(
    job.map(id => begun(id)),
    job.map(id => finished(id, 1)),
    job.map(id => failed(id, 'crashed', 'signal 9')),
    job.map((id): RunFact => ({ type: 'job-retried', job: id, attempt: 2 })),
    job.map((id): RunFact => ({ type: 'job-stopped', job: id, slot: 0 })),
    job.map((id): RunFact => ({ type: 'job-canceled', job: id, because: 'stopped' })),
    fc.tuple(trials, ends).map(([trialId, state]): RunFact => ({ type: 'trial-finished', trial: trialId, state })),
    fc.constant<RunFact>({ type: 'run-resumed', workers: 2 }),
  );
}
