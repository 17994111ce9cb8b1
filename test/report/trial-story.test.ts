import { expect, it } from 'vitest';

import { initialState, type RunEvent, reduce, trialStory } from '../../src/report/index.js';
import type { RunFact } from '../../src/schedule/index.js';
import { idOf, planOf } from '../helpers/plans.js';

const plan = planOf([{ name: 'teacher' }, { name: 'student', needs: ['teacher'] }]);
const [teacher, student] = [idOf('teacher'), idOf('student')];
const begin: RunFact = { type: 'run-started', run: 'amber', command: [], workers: 1 };
const start = (job: typeof teacher, attempt = 1): RunFact => ({ type: 'job-started', job, attempt, slot: 0 });
const done = (job: typeof teacher): RunFact => ({
  type: 'job-finished',
  job,
  slot: 0,
  metrics: {},
  warnings: [],
  seconds: 1,
});

/** The story of the only trial after these facts, ten seconds between two. */
function storyAfter(...facts: readonly RunFact[]) {
  const events = facts.map((fact, at) => {
    const time = new Date(Date.UTC(2026, 0, 1) + at * 10_000).toISOString();
    return { v: 1, seq: at + 1, time, ...fact } as RunEvent;
  });
  const state = events.reduce(reduce, initialState(plan));
  return trialStory(state, plan.experiments[0]!.trials[0]!, events, () => ({ unit: 'number' }));
}

it('names the job that failed, what to do, its attempts, and what was not done because of it', () => {
  const story = storyAfter(
    begin,
    start(teacher),
    { type: 'job-failed', job: teacher, slot: 0, attempt: 1, reason: 'crashed', text: 'died by SIGSEGV' },
    { type: 'job-retried', job: teacher, attempt: 2 },
    start(teacher, 2),
    { type: 'job-resumed', job: teacher, attempt: 2, from: 1, epoch: 3, epochs: 9, step: 40 },
    { type: 'job-failed', job: teacher, slot: 0, attempt: 2, reason: 'diverged', text: 'loss is NaN' },
    { type: 'job-canceled', job: student, because: teacher },
    { type: 'run-finished', state: 'failed' },
  );

  expect(story).toMatchObject({
    state: 'failed',
    cause: 'teacher: diverged: loss is NaN',
    job: teacher,
    canceled: ['student'],
  });
  expect(story.help).toContain('learning rate');
  expect(story.attempts).toMatchObject([
    { attempt: 1, seconds: 10, end: 'failed', reason: 'crashed', text: 'died by SIGSEGV' },
    { attempt: 2, seconds: 20, end: 'failed', reason: 'diverged', resumed: { from: 1, epoch: 3, step: 40 } },
  ]);
});

it('tells of an attempt that was cut off with its head', () => {
  const { attempts } = storyAfter(
    begin,
    start(teacher),
    { type: 'run-resumed', workers: 1 },
    start(teacher, 2),
    done(teacher),
  );

  expect(attempts.map(({ end }) => end)).toEqual(['cut off', 'done']);
});

it('says what a trial waits for, and what is under way', () => {
  expect(storyAfter(begin).cause).toBe('waits for a free worker for teacher');
  expect(storyAfter(begin, { type: 'run-paused' }).cause).toBe('the run is paused');
  expect(storyAfter(begin, { type: 'cards-awaited', text: 'GPU 0 is in use by another program' })).toMatchObject({
    cause: 'the run waits for a card: GPU 0 is in use by another program',
    help: '`kd devices` shows who holds what',
  });
  expect(storyAfter(begin, { type: 'job-held', job: teacher, by: 'run other' }).cause).toContain('run other');
  expect(storyAfter(begin, start(teacher))).toMatchObject({
    state: 'running',
    cause: 'teacher is under way',
    job: teacher,
  });
});

it('says why a trial was canceled, and what goes on', () => {
  const story = storyAfter(
    begin,
    { type: 'job-canceled', job: teacher, because: 'stopped' },
    { type: 'job-canceled', job: student, because: 'stopped' },
  );

  expect(story).toMatchObject({ state: 'canceled', cause: 'the run was stopped before it was done' });
});

it('says that a result was taken from the store', () => {
  const cached = (job: typeof teacher): RunFact => ({ type: 'job-cached', job, metrics: {}, warnings: [], seconds: 1 });

  expect(storyAfter(begin, cached(teacher), cached(student))).toMatchObject({
    state: 'done',
    cause: 'its result was in the store already',
    taken: [teacher, student],
    attempts: [],
  });
});
