import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { unfinishedRun } from '../../src/schedule/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { ofType, program, runOf, storyOf, type TestOptions } from '../helpers/run-of.js';

const diamond = planOf([
  { name: 'teacher', work: 9 },
  { name: 'student-1', needs: ['teacher'] },
  { name: 'student-2', needs: ['teacher'] },
  { name: 'test-1', needs: ['student-1', 'teacher'] },
  { name: 'test-2', needs: ['student-2', 'teacher'] },
]);

const single = planOf([{ name: 'job' }]);

describe('a run', () => {
  it('brings every job to the store, and tells it as the journal does', async () => {
    const { store, run, events, outcome } = runOf(diamond);

    expect(await outcome).toBe('done');
    expect(store.objects.list().sort()).toEqual(diamond.jobs.map(job => job.id).sort());
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['worker-started', 'worker-ended']));
    expect(events[0]).toMatchObject({ v: 1, seq: 1, type: 'run-started', run: run.name, command: ['kd'], workers: 2 });
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', state: 'done' });
    expect(run.events()).toEqual(events);
    expect(
      ofType(events, 'trial-finished')
        .map(({ trial, state }) => `${trial} ${state}`)
        .sort(),
    ).toEqual(['trial-test-1 done', 'trial-test-2 done']);
  });

  it('releases its head at the end', async () => {
    const { run, outcome } = runOf(single);
    expect(run.head()?.pid).toBe(process.pid);

    await outcome;

    expect(run.head()).toBeUndefined();
  });

  it('keeps one process per slot warm from job to job', async () => {
    const { events, outcome } = runOf(diamond, { workers: 1 });

    await outcome;

    expect(ofType(events, 'worker-started')).toHaveLength(1);
  });

  it('gives the same results whatever the number of workers', async () => {
    const runs = [1, 4].map(workers => runOf(diamond, { workers }));
    await Promise.all(runs.map(run => run.outcome));

    const [one, four] = runs.map(({ store }) => diamond.jobs.map(({ id }) => store.objects.info(id).metrics));

    expect(one).toEqual(four);
  });

  it('takes from the store what an earlier run left there', async () => {
    const first = runOf(diamond);
    await first.outcome;

    const second = runOf(diamond, { store: first.store });

    expect(await second.outcome).toBe('done');
    expect(second.events.map(({ type }) => type)).toEqual([
      'run-started',
      ...diamond.jobs.map(() => 'job-cached'),
      'trial-finished',
      'trial-finished',
      'run-finished',
    ]);
  });

  it('computes everything again where it shall be fresh, and finds it equal', async () => {
    const first = runOf(diamond);
    await first.outcome;

    const second = runOf(diamond, { store: first.store, fresh: true });
    await second.outcome;

    expect(ofType(second.events, 'job-finished').map(({ warnings }) => warnings)).toEqual(diamond.jobs.map(() => []));
  });

  it('reports where a fresh result differs from the one in the store, which stays', async () => {
    const first = runOf(single, { workerProgram: program('finishes-otherwise') });
    await first.outcome;

    const { events, outcome } = runOf(single, { store: first.store, fresh: true });
    await outcome;

    expect(ofType(events, 'job-finished')[0]?.warnings).toEqual([expect.stringContaining('came out otherwise')]);
    expect(first.store.objects.info(idOf('job')).metrics).toEqual({});
  });

  it('cancels what needs a failed job, and does the rest', async () => {
    const plan = planOf([{ name: 'broken' }, { name: 'victim', needs: ['broken'] }, { name: 'other' }]);
    const { events, outcome } = runOf(plan, { workerProgram: program('fails-broken'), workers: 1 });

    expect(await outcome).toBe('failed');
    expect(storyOf(events, 'broken')).toEqual(['started', 'failed']);
    expect(storyOf(events, 'victim')).toEqual(['canceled']);
    expect(storyOf(events, 'other')).toEqual(['started', 'finished']);
    expect(
      ofType(events, 'trial-finished')
        .map(({ trial, state }) => `${trial} ${state}`)
        .sort(),
    ).toEqual(['trial-other done', 'trial-victim failed']);
  });

  it('refuses a second head', async () => {
    const { store, run, outcome } = runOf(single);

    expect(() => runOf(single, { store, run })).toThrow('has run this since');
    await outcome;
  });

  it('ends with the error where the store fails the head', async () => {
    const { store, run, outcome } = runOf(single, { now: alwaysThrowing(2) });

    await expect(outcome).rejects.toThrow('the clock is broken');
    expect(run.head()).toBeUndefined();
    expect(store.objects.list()).toEqual([]);
  });
});

describe('a run that is asked to stop', () => {
  const two = planOf([{ name: 'running', work: 2 }, { name: 'waiting' }]);
  const stopAtStart: TestOptions = {
    onFact: (event, handle) => void (event.type === 'epoch-finished' && handle.ask({ type: 'stop' }, 'signal')),
  };

  it('lets the running job give itself back, and starts nothing new', async () => {
    const { events, outcome } = runOf(two, {
      workerProgram: program('forever-until-asked'),
      workers: 1,
      ...stopAtStart,
    });

    expect(await outcome).toBe('stopped');
    expect(storyOf(events, 'running')).toEqual(['started', 'epoch-finished', 'stopped']);
    expect(storyOf(events, 'waiting')).toEqual(['canceled']);
    expect(ofType(events, 'stop-asked')).toMatchObject([{ by: 'signal' }]);
    expect(ofType(events, 'trial-finished').map(({ state }) => state)).toEqual(['canceled', 'canceled']);
  });

  it('kills a worker that does not listen', async () => {
    const { events, outcome } = runOf(two, { workerProgram: program('ignores-stop'), workers: 1, ...stopAtStart });

    expect(await outcome).toBe('stopped');
    expect(ofType(events, 'worker-ended')).toMatchObject([{ text: 'died by SIGKILL' }]);
  });

  it('kills at once where it is asked to', async () => {
    const { events, outcome } = runOf(two, {
      workerProgram: program('ignores-stop'),
      workers: 1,
      timing: { stop: 60_000, terminate: 60_000 },
      onFact: (event, handle) => void (event.type === 'epoch-finished' && handle.ask({ type: 'kill' }, 'terminal')),
    });

    expect(await outcome).toBe('stopped');
    expect(storyOf(events, 'running')).toEqual(['started', 'epoch-finished', 'stopped']);
  });

  it('is unfinished, and is gone on with', async () => {
    const stopped = runOf(two, { workerProgram: program('forever-until-asked'), workers: 1, ...stopAtStart });
    await stopped.outcome;
    const found = unfinishedRun(stopped.store, two);

    const resumed = runOf(two, { store: stopped.store, run: found! });

    expect(found?.name).toBe(stopped.run.name);
    expect(await resumed.outcome).toBe('done');
    expect(resumed.events[0]).toMatchObject({ type: 'run-resumed', seq: stopped.events.length + 1 });
    expect(unfinishedRun(stopped.store, two)).toBeUndefined();
  });
});

describe('a worker', () => {
  /** The reason and the text of the failure of a job that such a worker was given. */
  async function failureWith(name: string, options: TestOptions = {}) {
    const { events, outcome } = runOf(single, { workerProgram: program(name), ...options });
    expect(await outcome).toBe('failed');
    return ofType(events, 'job-failed')[0]!;
  }

  it('that dies at its start has crashed, with its last words', async () => {
    expect(await failureWith('crash-at-start')).toMatchObject({
      reason: 'crashed',
      text: 'left with code 3; its last words: is not here',
    });
  });

  it('that dies by a signal has crashed', async () => {
    expect(await failureWith('crash-by-signal')).toMatchObject({ reason: 'crashed', text: 'died by SIGSEGV' });
  });

  it('that cannot be started has crashed', async () => {
    const { reason, text } = await failureWith('there-is-no-such-program');

    expect(reason).toBe('crashed');
    expect(text).toContain('left with code 1');
  });

  it('that runs out of memory is recognised', async () => {
    const nodeOptions = ['--max-old-space-size=16'];

    expect(await failureWith('out-of-memory', { nodeOptions })).toMatchObject({ reason: 'out-of-memory' });
  });

  it('that falls silent is lost', async () => {
    expect(await failureWith('falls-silent', { timing: { silence: 100 } })).toMatchObject({
      reason: 'lost',
      text: 'no sign of life for 0.1 s',
    });
  });

  it('that never begins is lost', async () => {
    expect(await failureWith('never-begins', { timing: { start: 100 } })).toMatchObject({ reason: 'lost' });
  });

  it('that takes too long is timed out', async () => {
    const { events, outcome } = runOf(planOf([{ name: 'job', timeMs: 300 }]), { workerProgram: program('forever') });

    await outcome;

    expect(ofType(events, 'job-failed')).toMatchObject([{ reason: 'timed-out', text: 'not done within 0.3 s' }]);
  });

  it.each([
    ['lies-about-result', 'not in the store'],
    ['lies-about-job', 'spoke of job another'],
    ['lies-about-protocol', 'sent what is no message'],
    ['stops-unasked', 'stopped without being asked'],
  ])('that %s is not believed', async (name, text) => {
    expect(await failureWith(name)).toMatchObject({ reason: 'defect', text: expect.stringContaining(text) });
  });

  it('is replaced after a failure, and its job tried again', async () => {
    const plan = planOf([{ name: 'job', retries: 1 }]);
    const { events, outcome, store } = runOf(plan, { workerProgram: program('crash-once') });

    expect(await outcome).toBe('done');
    expect(storyOf(events, 'job')).toEqual(['started', 'failed', 'retried', 'started', 'finished']);
    expect(ofType(events, 'worker-started')).toHaveLength(2);
    expect(store.attempts.list(idOf('job'))).toEqual([1, 2]);
  });

  it('that died after its result was in the store need not do it again', async () => {
    const plan = planOf([{ name: 'job', retries: 1 }]);
    const { events, outcome } = runOf(plan, { workerProgram: program('crash-after-commit') });

    expect(await outcome).toBe('done');
    expect(storyOf(events, 'job')).toEqual(['started', 'failed', 'retried', 'cached']);
  });

  it('that floods its log fills no disk', async () => {
    const { store, outcome } = runOf(single, { workerProgram: program('floods-log') });

    expect(await outcome).toBe('done');
    const log = join(store.attempts.folder(idOf('job'), 1), 'log.txt');
    expect(statSync(log).size).toBeLessThan(17 * 1024 * 1024);
    expect(readFileSync(log, 'utf8').slice(-70)).toContain('the rest of this log was dropped');
  });

  it('takes its own children with it, which would keep its pipes open', async () => {
    expect(await failureWith('has-children')).toMatchObject({ reason: 'refused' });
  });
});

/** A clock that works for some readings. */
function alwaysThrowing(after: number): () => Date {
  let readings = 0;
  return () => {
    if (readings++ < after) return new Date();
    throw new Error('the clock is broken');
  };
}
