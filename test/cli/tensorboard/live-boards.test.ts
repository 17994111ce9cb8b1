import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { liveBoards } from '../../../src/cli/tensorboard/live-boards.js';
import { tfevents } from '../../../src/formats/index.js';
import { sha256 } from '../../../src/lib/hash.js';
import type { JobId, Plan } from '../../../src/plan/index.js';
import type { RunFact } from '../../../src/schedule/events.js';
import { openStore } from '../../../src/store/index.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { samplePlan } from '../../report/helpers/sample-plan.js';

/** The sample plan with ids as a journal may have them. */
const plan: Plan = JSON.parse(
  JSON.stringify(samplePlan({ seeds: [1], cells: [{ strategy: 'none' }] })).replaceAll(
    /"(teacher(?:-test)?|(?:train|test)-\d-\d)"/g,
    (_, name: string) => `"${sha256(name)}"`,
  ),
);
const training = sha256('train-0-1') as JobId;

const begun = (attempt: number): RunFact => ({ type: 'job-started', job: training, attempt, slot: 0 });
const epoch = (number: number, hard: number): RunFact => ({
  type: 'epoch-finished',
  job: training,
  phase: 'train',
  epoch: number,
  epochs: 4,
  losses: { hard },
  metrics: {},
  seconds: 1,
});

/** A run whose facts are written, and heard of by its boards. */
function runUnderWay() {
  const store = openStore(join(temporaryFolder(), '.kd'));
  const run = store.runs.create({ plan, sources: [], started: new Date() });
  const told: string[] = [];
  const folder = join(run.results, 'tensorboard');
  function head(...facts: readonly RunFact[]): void {
    const boards = liveBoards({ store, run, plan }, text => told.push(text));
    const journal = run.journal<RunFact>(() => new Date(5_000));
    for (const event of journal.append(facts)) boards.onEvent(event);
    journal.close();
  }
  const files = (): string[] => {
    const path = join(folder, 'first-seed-1-01');
    return readdirSync(path)
      .sort()
      .map(name => readFileSync(join(path, name)).toString('hex'));
  };
  return { head, told, folder, files };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const scalars = (step: number, hard: number): string =>
  hex(tfevents.scalarsRecord({ seconds: 5, step }, { 'loss/hard': hard, 'time/epoch-seconds': 1 }));

it('a trial that is tried again has one file, with all its epochs and not its failure', () => {
  const { head, files } = runUnderWay();

  head(
    begun(1),
    epoch(1, 4),
    epoch(2, 3),
    { type: 'trial-finished', trial: 'first-01', state: 'failed' },
    { type: 'trial-retried', trial: 'first-01' },
    begun(2),
    epoch(2, 2),
    { type: 'trial-finished', trial: 'first-01', state: 'done' },
  );

  const [file = '', ...others] = files();
  expect(others).toEqual([]);
  expect(file).toContain(scalars(1, 4) + scalars(2, 3) + hex(tfevents.startRecord({ seconds: 5, step: 2 })));
  expect(file.endsWith(scalars(2, 2) + hex(tfevents.sessionEndRecord(5, 'success')))).toBe(true);
  expect(file).not.toContain(hex(tfevents.sessionEndRecord(5, 'failure')));
});

it.skipIf(process.platform === 'win32')(
  'a link in a store from elsewhere leads no file out of it, and stops no run',
  () => {
    const { head, told, folder } = runUnderWay();
    const outside = temporaryFolder();
    mkdirSync(folder);
    symlinkSync(outside, join(folder, 'first-seed-1-01'));

    head(begun(1), epoch(1, 4), epoch(2, 3));

    expect(told).toEqual([expect.stringMatching(/^no more files for TensorBoard in this run: .* is a link/)]);
    expect(readdirSync(outside)).toEqual([]);
  },
);
