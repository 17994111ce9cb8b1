import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { eventsOf } from '../../src/schedule/index.js';
import { openStore, type RunFolder, StoreError } from '../../src/store/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const plan = planOf([{ name: 'job' }]);
const job = idOf('job');

/** A run whose journal has these entries, whoever may have written them. */
function runWith(...facts: readonly { readonly type: string; readonly [field: string]: unknown }[]): RunFolder {
  const run = openStore(join(temporaryFolder(), '.kd')).runs.create({ plan, sources: [], started: new Date() });
  const journal = run.journal(() => new Date());
  journal.append(facts);
  journal.close();
  return run;
}

describe('the events of a run', () => {
  it('are those of its journal, without what only a newer kd knows', () => {
    const run = runWith(
      { type: 'run-resumed', workers: 2 },
      { type: 'sun-rose' },
      { type: 'job-retried', job, attempt: 1 },
    );

    expect(eventsOf(run, plan).map(({ type }) => type)).toEqual(['run-resumed', 'job-retried']);
  });

  it.each([
    [{ type: 'job-retried', job: '../../..', attempt: 1 }, 'no job-retried that kd wrote: job is not a job id'],
    [{ type: 'job-retried', job: idOf('stranger'), attempt: 1 }, 'tells of the job'],
    [{ type: 'trial-retried', trial: 'stranger' }, 'tells of the trial stranger, which the plan does not have'],
    [{ type: 'trial-retried' }, 'trial is not a text'],
    [{ type: 'job-released', job, time: 'soon' }, 'time is not a time'],
    [{ type: 'job-failed', job, slot: 0, attempt: 1, reason: '__proto__', text: '' }, 'reason is not `crashed`'],
    [{ type: 'run-finished', state: 'running' }, 'state is not `done` or `failed` or `stopped`'],
  ])('are refused with file and line: %j', (fact, wrong) => {
    const run = runWith({ type: 'run-resumed', workers: 2 }, fact);

    expect(() => eventsOf(run, plan)).toThrow(StoreError);
    expect(() => eventsOf(run, plan)).toThrow(`${run.folder}/journal.jsonl: line 2`);
    expect(() => eventsOf(run, plan)).toThrow(wrong);
  });

  it('give up no cell that is not there', () => {
    const numbers = { epoch: 1, metric: 'accuracy', value: 0, seeds: 1, best: 1, needed: 1, cells: 2, places: 1 };
    const run = runWith({ type: 'cell-stopped-early', experiment: 0, cell: 3, ...numbers });

    expect(() => eventsOf(run, plan)).toThrow('line 1: tells of cell 3 of experiment 0');
  });
});
