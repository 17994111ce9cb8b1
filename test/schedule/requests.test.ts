import { describe, expect, it } from 'vitest';

import type { RunEvent, RunHandle, RunRequest } from '../../src/schedule/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { ofType, program, type RunUnderTest, runOf, storyOf, type TestOptions } from '../helpers/run-of.js';

const two = planOf([{ name: 'first', work: 2 }, { name: 'second' }]);
const prompt = { poll: 10 };

/** A run of which something is asked by a file when an event comes for the first time. */
function askedOf(
  plan: typeof two,
  asks: Partial<Record<RunEvent['type'], object>>,
  options: TestOptions = {},
): RunUnderTest {
  const left = new Map(Object.entries(asks));
  const tested = runOf(plan, {
    workers: 1,
    ...options,
    timing: { ...prompt, ...options.timing },
    onFact(event, handle) {
      options.onFact?.(event, handle);
      const asked = left.get(event.type);
      if (!asked) return;
      left.delete(event.type);
      tested.run.requests.file(asked);
    },
  });
  return tested;
}

const ask = (request: RunRequest): RunRequest => request;
const answersIn = (events: readonly RunEvent[]) =>
  ofType(events, 'request-answered').map(({ request, accepted }) => ({ request, accepted }));

describe('a request', () => {
  it('to stop ends the run as Ctrl-C does, and is answered', async () => {
    const { events, outcome } = askedOf(
      two,
      { 'epoch-finished': ask({ type: 'stop' }) },
      { workerProgram: program('forever-until-asked') },
    );

    expect(await outcome).toBe('stopped');
    expect(ofType(events, 'stop-asked')).toMatchObject([{ by: 'request' }]);
    expect(answersIn(events)).toEqual([{ request: 1, accepted: true }]);
  });

  it('to pause lets what runs end and starts nothing, until the run may go on', async () => {
    const { events, outcome } = askedOf(
      two,
      { 'job-finished': ask({ type: 'go-on' }) },
      {
        workerProgram: program('finishes'),
        onFact: (event, handle) =>
          void (event.type === 'job-started' && event.slot === 0 && pauseOnce(events, handle.ask)),
      },
    );

    expect(await outcome).toBe('done');
    expect(
      events.flatMap(({ type }) => (type.startsWith('run-') || /^job-(started|finished)$/.test(type) ? [type] : [])),
    ).toEqual([
      'run-started',
      'job-started',
      'run-paused',
      'job-finished',
      'run-unpaused',
      'job-started',
      'job-finished',
      'run-finished',
    ]);
  });

  it('that means nothing is refused, and the run goes on', async () => {
    const asks = [
      'dance',
      { type: 'dance' },
      { type: 'set-workers', workers: 1e9 },
      { type: 'stop-trial', trial: 'none' },
    ];
    const { events, outcome, run } = runOf(planOf([{ name: 'job' }]), {
      workerProgram: program('forever-until-asked'),
      timing: prompt,
      onFact(event, handle) {
        if (event.type === 'epoch-finished') for (const asked of asks) run.requests.file(asked as object);
        if (event.type === 'request-answered' && event.request === asks.length) handle.ask({ type: 'stop' }, 'signal');
      },
    });

    expect(await outcome).toBe('stopped');
    expect(answersIn(events)).toEqual(asks.map((_, index) => ({ request: index + 1, accepted: false })));
  });

  it('to stop a trial stops what only that trial needs, and the rest is done', async () => {
    const { events, outcome } = askedOf(
      planOf(
        [{ name: 'slow', work: 9 }, { name: 'measure', needs: ['slow'] }, { name: 'other' }],
        ['measure', 'other'],
      ),
      { 'epoch-finished': ask({ type: 'stop-trial', trial: 'trial-measure' }) },
      { workerProgram: program('slow-until-asked') },
    );

    expect(await outcome).toBe('done');
    expect(storyOf(events, 'slow').at(-1)).toBe('canceled');
    expect(storyOf(events, 'other')).toEqual(['started', 'finished']);
    expect(ofType(events, 'trial-finished')).toMatchObject([
      { trial: 'trial-measure', state: 'canceled', because: 'trial-stopped' },
      { trial: 'trial-other', state: 'done' },
    ]);
  });

  it('for more workers starts what waits for a slot', async () => {
    const { events, outcome } = askedOf(
      two,
      { 'epoch-finished': ask({ type: 'set-workers', workers: 2 }) },
      {
        workerProgram: program('forever-until-asked'),
        onFact: (event, handle) =>
          void (event.type === 'job-started' && event.slot === 1 && handle.ask({ type: 'stop' }, 'signal')),
      },
    );

    expect(await outcome).toBe('stopped');
    expect(ofType(events, 'job-started').map(({ slot }) => slot)).toEqual([0, 1]);
    expect(ofType(events, 'workers-changed')).toMatchObject([{ workers: 2 }]);
  });

  it('of a head that is gone is refused by the next one', async () => {
    const stopped = askedOf(
      two,
      { 'epoch-finished': ask({ type: 'stop' }) },
      { workerProgram: program('forever-until-asked') },
    );
    await stopped.outcome;
    stopped.run.requests.file({ type: 'stop' });

    const resumed = runOf(two, { store: stopped.store, run: stopped.run, timing: prompt });

    expect(await resumed.outcome).toBe('done');
    expect(answersIn(resumed.events)).toEqual([{ request: 2, accepted: false }]);
  });
});

describe('a trial that is tried again', () => {
  const plan = planOf([
    { name: 'broken' },
    { name: 'victim', needs: ['broken'] },
    { name: 'other' },
    { name: 'third' },
  ]);

  it('in a run that is over is done alone, and the run says what all its trials came to', async () => {
    const failed = runOf(plan, { workerProgram: program('fails-broken'), workers: 1 });
    expect(await failed.outcome).toBe('failed');

    const again = runOf(plan, { store: failed.store, run: failed.run, retry: ['trial-victim'] });

    expect(await again.outcome).toBe('done');
    expect(ofType(again.events, 'job-started')).toHaveLength(2);
    expect(ofType(again.events, 'trial-retried')).toMatchObject([{ trial: 'trial-victim' }]);
    expect(failed.run.events().at(-1)).toMatchObject({ type: 'run-finished', state: 'done' });
  });

  it('leaves the other failures of the run as they are', async () => {
    const both = planOf([{ name: 'broken' }, { name: 'a', needs: ['broken'] }, { name: 'b', needs: ['broken'] }]);
    const failed = runOf(both, { workerProgram: program('fails-broken'), workers: 1 });
    await failed.outcome;

    const again = runOf(both, { store: failed.store, run: failed.run, retry: ['trial-a'] });

    expect(await again.outcome).toBe('failed');
    expect(storyOf(again.events, 'a')).toEqual(['started', 'finished']);
    expect(storyOf(again.events, 'b')).toEqual([]);
  });

  it('while the run goes on waits for all it needs', async () => {
    const { events, outcome } = askedOf(
      planOf(
        [{ name: 'broken', work: 9 }, { name: 'victim', needs: ['broken'] }, { name: 'slow' }],
        ['victim', 'slow'],
      ),
      { 'job-canceled': ask({ type: 'retry-trial', trial: 'trial-victim' }) },
      {
        workers: 2,
        workerProgram: program('slow-until-asked'),
        onFact: (event, handle) =>
          void (event.type === 'job-finished' && event.job === victim && handle.ask({ type: 'stop' }, 'signal')),
      },
    );

    expect(await outcome).not.toBe('failed');
    expect(storyOf(events, 'victim')).toEqual(['canceled', 'retried', 'started', 'finished']);
  });
});

const pauseOnce = (events: readonly RunEvent[], tell: RunHandle['ask']): void => {
  if (ofType(events, 'job-started').length === 1) tell({ type: 'pause' }, 'signal');
};

const victim = idOf('victim');
