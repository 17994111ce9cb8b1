import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';

import type { Plan } from '../../src/plan/index.js';
import { eventsOf, type RunFact } from '../../src/schedule/index.js';
import { openStore } from '../../src/store/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { fakeWorker, ofType, program, runOf } from '../helpers/run-of.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const headProgram = join(import.meta.dirname, 'programs', 'head.mjs');

const layered = planOf(
  Array.from({ length: 12 }, (_, index) => ({ name: `job-${index}`, needs: index < 4 ? [] : [`job-${index - 4}`] })),
);

/** Begins a run in a process of its own and waits until some events of a type were told. */
async function beginElsewhere(plan: Plan, type: RunFact['type'], count: number, worker = fakeWorker) {
  const folder = temporaryFolder();
  const store = openStore(join(folder, '.kd'));
  const run = store.runs.create({ plan, sources: [], started: new Date() });
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const head = spawn(process.execPath, [headProgram, store.folder, join(folder, 'plan.json'), worker]);
  let seen = 0;
  for await (const line of createInterface(head.stdout)) if (line === type && ++seen === count) break;
  return { store, run, head };
}

async function killNow(process: ChildProcess): Promise<void> {
  const gone = once(process, 'exit');
  process.kill('SIGKILL');
  await gone;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a head that is killed', () => {
  it.each([1, 3, 7, 11])('after %i jobs loses none, and another head does the rest, each job once', async count => {
    const { store, run, head } = await beginElsewhere(layered, 'job-finished', count);
    await killNow(head);
    const before = eventsOf(run, layered);

    const resumed = runOf(layered, { store, run });

    expect(await resumed.outcome).toBe('done');
    const events = eventsOf(run, layered);
    const done = events.filter(event => event.type === 'job-finished' || event.type === 'job-cached');
    expect(events.slice(0, before.length)).toEqual(before);
    expect(resumed.events[0]).toMatchObject({ type: 'run-resumed', seq: before.length + 1 });
    expect(done.map(event => event.job).sort()).toEqual(layered.jobs.map(job => job.id).sort());
    expect(
      ofType(events, 'trial-finished')
        .map(({ trial }) => trial)
        .sort(),
    ).toEqual(layered.experiments[0]?.trials.map(({ id }) => id).sort());
  });

  it('takes its workers with it', async () => {
    const { run, head } = await beginElsewhere(planOf([{ name: 'job' }]), 'epoch-finished', 1, program('forever'));
    const pids = ofType(eventsOf(run, run.plan()), 'worker-started').map(({ pid }) => pid);

    await killNow(head);

    expect(pids).toHaveLength(1);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 5_000);
  });
});

describe('a worker that is killed from outside', () => {
  it('costs its job an attempt and nothing else', async () => {
    const plan = planOf([
      { name: 'job', retries: 1 },
      { name: 'after', needs: ['job'] },
    ]);
    const { events, outcome } = runOf(plan, {
      workerProgram: program('lingers-once'),
      onFact: event => void (event.type === 'epoch-finished' && killWorkerOf(events)),
    });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'job-failed')).toMatchObject([
      { job: idOf('job'), reason: 'crashed', text: 'died by SIGKILL' },
    ]);
    expect(ofType(events, 'job-finished').map(({ job }) => job)).toEqual([idOf('job'), idOf('after')]);
  });
});

function killWorkerOf(events: Parameters<typeof ofType>[0]): void {
  process.kill(ofType(events, 'worker-started')[0]!.pid, 'SIGKILL');
}
