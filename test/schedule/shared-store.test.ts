import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { unfinishedRun } from '../../src/schedule/index.js';
import { openStore, type Store } from '../../src/store/index.js';
import type { ObjectFacts } from '../../src/store/object-info.js';
import { thisProcess } from '../../src/store/process-identity.js';
import { idOf, planOf } from '../helpers/plans.js';
import { ofType, program, runOf, storyOf } from '../helpers/run-of.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const wide = planOf([
  ...Array.from({ length: 8 }, (_, index) => ({ name: `teacher-${index}`, work: 2 })),
  ...Array.from({ length: 8 }, (_, index) => ({ name: `student-${index}`, needs: [`teacher-${index}`] })),
]);
const single = planOf([{ name: 'slow' }]);
const prompt = { poll: 10 };

const elsewhere = { ...thisProcess(), host: 'elsewhere', pid: 7 };

/** A head on another host works on a job of the store; its heart beat last some minutes ago. */
function workedOnElsewhere(
  store: Store,
  name: string,
  minutes: number,
): { readonly claim: string; readonly head: string } {
  const job = idOf(name);
  const claim = join(store.folder, 'work', job.slice(0, 2), job, 'claim.json');
  const head = join(store.folder, 'runs', 'other', 'head.json');
  for (const path of [claim, head]) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(claim, JSON.stringify({ ...elsewhere, run: 'other', since: '1970-01-01T00:00:00Z' }));
  writeFileSync(head, JSON.stringify(elsewhere));
  const time = new Date(Date.now() - minutes * 60_000);
  utimesSync(head, time, time);
  return { claim, head };
}

/** What a job says of its result, as its worker did. */
function factsOf({ objects }: Store): ObjectFacts {
  const { files: _files, sha256: _sha256, ...facts } = objects.info(idOf('slow'));
  return facts;
}

const newStore = (): Store => openStore(join(temporaryFolder(), '.kd'));

describe('two heads on one store', () => {
  it('share the work of one plan: each job is done once, and both runs have all results', async () => {
    const store = newStore();
    const runs = [1, 2].map(() => runOf(wide, { store, timing: prompt }));

    expect(await Promise.all(runs.map(run => run.outcome))).toEqual(['done', 'done']);
    const started = runs.flatMap(({ events }) => ofType(events, 'job-started').map(({ job }) => job));
    expect(started.sort()).toEqual(wide.jobs.map(({ id }) => id).sort());
    for (const { events } of runs)
      expect([...ofType(events, 'job-finished'), ...ofType(events, 'job-cached')].map(({ job }) => job).sort()).toEqual(
        wide.jobs.map(({ id }) => id).sort(),
      );
  });

  it('give the second a run of its own while the first goes on', async () => {
    const first = runOf(single, { workerProgram: program('slow-until-asked') });

    expect(unfinishedRun(first.store, single)).toBeUndefined();

    first.handle.ask({ type: 'stop' }, 'signal');
    await first.outcome;
    expect(unfinishedRun(first.store, single)?.name).toBe(first.run.name);
  });

  it('take over what the other gave back undone', async () => {
    const first = runOf(single, {
      workerProgram: program('slow-until-asked'),
      onFact: event => void (event.type === 'epoch-finished' && second()),
    });
    let other: ReturnType<typeof runOf> | undefined;
    const second = (): void => {
      other = runOf(single, {
        store: first.store,
        timing: prompt,
        onFact: event => void (event.type === 'job-held' && first.handle.ask({ type: 'stop' }, 'signal')),
      });
    };

    expect(await first.outcome).toBe('stopped');
    expect(await other?.outcome).toBe('done');
    expect(storyOf(other?.events ?? [], 'slow')).toEqual(['held', 'released', 'started', 'finished']);
  });
});

describe('a job that a head on another host works on', () => {
  it('is left to it, and its result is taken when it comes', async () => {
    const store = newStore();
    const { claim } = workedOnElsewhere(store, 'slow', 0);
    const { events, outcome } = runOf(single, {
      store,
      timing: prompt,
      onFact(event) {
        if (event.type !== 'job-held') return;
        const theirs = runOf(single, { store: newStore() });
        void theirs.outcome.then(() => {
          const output = join(store.folder, 'work', 'draft');
          mkdirSync(output, { recursive: true });
          store.objects.commit(idOf('slow'), output, factsOf(theirs.store));
          rmSync(claim);
        });
      },
    });

    expect(await outcome).toBe('done');
    expect(storyOf(events, 'slow')).toEqual(['held', 'cached']);
    expect(ofType(events, 'job-held')).toMatchObject([{ by: 'run other on elsewhere' }]);
  });

  it('is done here once that head is silent for too long', async () => {
    const store = newStore();
    const { head } = workedOnElsewhere(store, 'slow', 0);
    const { events, outcome } = runOf(single, {
      store,
      timing: prompt,
      onFact: event => void (event.type === 'job-held' && utimesSync(head, new Date(0), new Date(0))),
    });

    expect(await outcome).toBe('done');
    expect(storyOf(events, 'slow')).toEqual(['held', 'released', 'started', 'finished']);
  });

  it('keeps no run from being stopped', async () => {
    const store = newStore();
    workedOnElsewhere(store, 'slow', 0);
    const { outcome } = runOf(single, {
      store,
      onFact: (event, handle) => void (event.type === 'job-held' && handle.ask({ type: 'stop' }, 'signal')),
    });

    expect(await outcome).toBe('stopped');
  });

  it('and is shown late is done twice without harm: the first result stays, and is told once', async () => {
    const store = newStore();
    const theirs = runOf(single, { store: newStore() });
    await theirs.outcome;
    const { events, outcome } = runOf(single, {
      store,
      // The other's object becomes visible while this head already works on the job.
      onFact(event) {
        if (event.type !== 'job-started') return;
        const output = join(store.folder, 'work', 'draft');
        mkdirSync(output, { recursive: true });
        store.objects.commit(idOf('slow'), output, factsOf(theirs.store));
      },
    });

    expect(await outcome).toBe('done');
    expect([...ofType(events, 'job-finished'), ...ofType(events, 'job-cached')]).toHaveLength(1);
  });
});
