import { describe, expect, it } from 'vitest';

import type { Plan } from '../../src/plan/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { ofType, program, runOf, storyOf } from '../helpers/run-of.js';

/** Two trainings of one kind with a measurement each, and one of another kind, as far as kinds are told apart. */
const trained: Plan = withTrainings(
  planOf([
    { name: 'teacher', work: 9 },
    { name: 'student-1' },
    { name: 'student-2' },
    { name: 'measure-1', needs: ['student-1', 'teacher'] },
    { name: 'measure-2', needs: ['student-2', 'teacher'] },
    { name: 'measure-3', needs: ['teacher'] },
  ]),
);

function withTrainings(plan: Plan): Plan {
  const net = (name: string) => ({ name, settings: {} });
  const jobs = plan.jobs.map(job =>
    job.label.startsWith('student') ? { ...job, spec: trainingSpec(net('mlp'), plan) } : job,
  );
  return { ...plan, jobs };
}

function trainingSpec(net: { name: string; settings: object }, { jobs }: Plan) {
  const evaluation = jobs.find(({ spec }) => spec.kind === 'evaluate')?.spec;
  const data = evaluation?.kind === 'evaluate' ? evaluation.data : undefined;
  const named = (name: string) => ({ name, settings: {} });
  return {
    kind: 'train',
    data,
    net,
    strategy: named('none'),
    teachers: [],
    train: { epochs: 1, batch: 1, optimizer: named('sgd'), schedule: named('constant'), select: 'accuracy' },
    seed: 1,
  } as unknown as Plan['jobs'][number]['spec'];
}

describe('the look before a run', () => {
  it('tries one training of each new kind, and goes on where all work', async () => {
    const { events, outcome } = runOf(trained, { preflight: true });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'preflight-started')).toMatchObject([{ kinds: 1 }]);
    expect(ofType(events, 'preflight-finished')).toMatchObject([{ kinds: 1, doomed: 0 }]);
    expect(ofType(events, 'worker-started').length).toBeLessThanOrEqual(2);
  });

  it('fails all of a kind that cannot work before anything is trained, and does the rest', async () => {
    const { events, outcome } = runOf(trained, { preflight: true, workerProgram: program('tries-badly') });

    expect(await outcome).toBe('failed');
    expect(ofType(events, 'job-failed')).toMatchObject([
      { job: idOf('student-1'), attempt: 0, reason: 'refused' },
      { job: idOf('student-2'), attempt: 0, reason: 'refused' },
    ]);
    expect(events.findIndex(({ type }) => type === 'job-failed')).toBeLessThan(
      events.findIndex(({ type }) => type === 'job-started'),
    );
    expect(storyOf(events, 'measure-1')).toEqual(['canceled']);
    expect(storyOf(events, 'measure-3')).toEqual(['started', 'finished']);
  });

  it('is not repeated for kinds of which the store has a result', async () => {
    const first = runOf(trained, { preflight: true });
    await first.outcome;

    const second = runOf(trained, { store: first.store, preflight: true });
    await second.outcome;

    expect(ofType(second.events, 'preflight-started')).toEqual([]);
  });

  it('is cut short by a stop', async () => {
    const { events, outcome } = runOf(trained, {
      preflight: true,
      workerProgram: program('never-begins'),
      onFact: (event, handle) => void (event.type === 'preflight-started' && handle.ask({ type: 'stop' }, 'signal')),
    });

    expect(await outcome).toBe('stopped');
    expect(ofType(events, 'job-started')).toEqual([]);
  });
});
