import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { initialState, reduce } from '../../src/report/index.js';
import { unfinishedRun } from '../../src/schedule/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { ofType, program, runOf, storyOf } from '../helpers/run-of.js';

const chain = planOf([{ name: 'teacher' }, { name: 'student', needs: ['teacher'] }]);
/** As `chain`, and a student that is new. */
const wider = planOf([
  { name: 'teacher' },
  { name: 'student', needs: ['teacher'] },
  { name: 'other', needs: ['teacher'] },
]);

/** The store of a run of `chain` that is done. */
async function storeOfChain() {
  const { store, run, outcome } = runOf(chain);
  await outcome;
  const fileOf = (name: string): string => join(store.objects.folder(idOf(name)), 'null.json');
  return { store, run, fileOf };
}

it('a result that lost a file is set aside at the start of a run, computed again, and told', async () => {
  const { store, fileOf } = await storeOfChain();
  rmSync(fileOf('student'));

  const { events, outcome } = runOf(chain, { store });

  expect(await outcome).toBe('done');
  expect(storyOf(events, 'student')).toEqual(['object-damaged', 'started', 'finished']);
  expect(storyOf(events, 'teacher')).toEqual(['cached']);
  expect(ofType(events, 'object-damaged')[0]?.text).toContain('null.json is missing; it is in ');
  expect(store.objects.faults(idOf('student'), 'checksums')).toEqual([]);
});

it('a fresh run does not keep a damaged result either', async () => {
  const { store, fileOf } = await storeOfChain();
  writeFileSync(fileOf('student'), 'other bytes');

  const { outcome } = runOf(chain, { store, fresh: true });

  expect(await outcome).toBe('done');
  expect(store.objects.faults(idOf('student'), 'checksums')).toEqual([]);
});

it('a trial whose result was damaged after it was done is over once more when it is done again', async () => {
  const { store, run, fileOf } = await storeOfChain();
  rmSync(fileOf('student'));

  const { events, outcome } = runOf(chain, { store, run });

  expect(await outcome).toBe('done');
  expect(ofType(events, 'trial-finished')).toHaveLength(1);
  const state = run.events().reduce((state, event) => reduce(state, event as never), initialState(chain));
  expect(state.trialCounts.done).toBe(1);
  expect(state.jobCounts).toMatchObject({ done: 2, waiting: 0 });
});

it('a damaged result that nothing needs any more is set aside and left at that', async () => {
  const { store, fileOf } = await storeOfChain();
  rmSync(fileOf('teacher'));

  const { events, outcome } = runOf(chain, { store });

  expect(await outcome).toBe('done');
  expect(storyOf(events, 'teacher')).toEqual(['object-damaged', 'canceled']);
});

it('an input that vanished while the run went on is told by the job that needs it, and computed again', async () => {
  const { store, fileOf } = await storeOfChain();

  const { events, outcome } = runOf(wider, {
    store,
    onFact: ({ type }) => {
      if (type === 'run-started') rmSync(join(fileOf('teacher'), '..'), { recursive: true });
    },
  });

  expect(await outcome).toBe('done');
  expect(ofType(events, 'job-failed')[0]).toMatchObject({ job: idOf('other'), reason: 'damaged-input' });
  expect(ofType(events, 'object-damaged')[0]).toMatchObject({ job: idOf('teacher') });
});

it('a run whose journal is damaged is none to go on with', async () => {
  const { store, run } = await storeOfChain();
  writeFileSync(join(run.folder, 'journal.jsonl'), 'nonsense\nnonsense\n');

  expect(unfinishedRun(store, chain)).toBeUndefined();
});

it('a result that a worker finds damaged is computed again, and then what needs it', async () => {
  const { store, fileOf } = await storeOfChain();

  const { events, outcome } = runOf(wider, {
    store,
    workers: 1,
    // Of the right size, so that only the worker that reads it can tell.
    workerProgram: program('misses-input-once'),
    onFact: event =>
      void (event.type === 'run-started' && writeFileSync(fileOf('teacher'), sameSize(fileOf('teacher')))),
  });

  expect(await outcome).toBe('done');
  expect(storyOf(events, 'other')).toEqual(['started', 'failed', 'retried', 'started', 'finished']);
  expect(storyOf(events, 'teacher')).toEqual(['cached', 'object-damaged', 'retried', 'started', 'finished']);
});

const sameSize = (path: string): Buffer => Buffer.alloc(readFileSync(path).length, 'x');
