import { join } from 'node:path';
import { expect, it } from 'vitest';

import { type AttemptEnd, tryJobs } from '../../src/schedule/index.js';
import { openStore } from '../../src/store/index.js';
import { planOf } from '../helpers/plans.js';
import { fakeWorker, hasty, program } from '../helpers/run-of.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const { jobs, engine } = planOf([{ name: 'a' }, { name: 'b' }, { name: 'c', needs: ['a'] }]);

/** Ends by label. */
async function tried(workerProgram: string, signal?: AbortSignal) {
  const ends = new Map<string, AttemptEnd>();
  const store = openStore(join(temporaryFolder(), '.kd'));
  await tryJobs(jobs, {
    store,
    engine,
    workers: 2,
    planned: jobs,
    workerProgram,
    timing: hasty,
    onTried: ({ label }, end) => ends.set(label, end),
    ...(signal ? { signal } : {}),
  });
  return { ends, store };
}

it('tries every job, whatever it needs, and stores nothing', async () => {
  const { ends, store } = await tried(fakeWorker);

  expect([...ends].map(([label, { type }]) => `${label} ${type}`).sort()).toEqual([
    'a finished',
    'b finished',
    'c finished',
  ]);
  expect(store.objects.list()).toEqual([]);
  expect(store.attempts.list(jobs[0]!.id)).toEqual([]);
});

it('tells of each job that cannot be done', async () => {
  const { ends } = await tried(program('crash-at-start'));

  expect([...ends.values()]).toMatchObject([{ reason: 'crashed' }, { reason: 'crashed' }, { reason: 'crashed' }]);
});

it('begins nothing that was called off', async () => {
  const { ends } = await tried(program('forever'), AbortSignal.abort());

  expect(ends.size).toBe(0);
});
