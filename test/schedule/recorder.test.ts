import { join } from 'node:path';
import { expect, it } from 'vitest';

import type { RunEvent, RunFact } from '../../src/schedule/index.js';
import { createRecorder } from '../../src/schedule/recorder.js';
import { openJournal, readJournal } from '../../src/store/journal.js';
import { idOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const canceled: RunFact = { type: 'job-canceled', job: idOf('job'), because: 'stopped' };

/** A recorder over a real journal whose disk is as slow as the test wants. */
function slowRecorder() {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const journal = openJournal<RunFact>(path, () => new Date(0));
  const syncs: (() => void)[] = [];
  const told: RunEvent[] = [];
  const slow = { ...journal, sync: () => new Promise<void>(resolve => void syncs.push(resolve)) };
  const recorder = createRecorder(
    slow,
    event => told.push(event),
    error => expect.unreachable(String(error)),
  );
  return { recorder, syncs, told, path };
}

const turn = (): Promise<void> => new Promise(resolve => void setImmediate(resolve));

it('a fact is in the journal at once, and is told only when the disk has it', async () => {
  const { recorder, syncs, told, path } = slowRecorder();

  recorder.record([canceled]);
  await turn();

  expect(readJournal(path)).toHaveLength(1);
  expect(told).toEqual([]);
  syncs[0]?.();
  await recorder.settled();
  expect(told).toHaveLength(1);
});

it('facts that come while the disk is busy wait for the next sync, all for one, in order', async () => {
  const { recorder, syncs, told } = slowRecorder();
  recorder.record([canceled]);
  await turn();
  recorder.record([canceled]);
  recorder.record([canceled]);

  syncs[0]?.();
  await turn();
  expect(told.map(({ seq }) => seq)).toEqual([1]);
  syncs[1]?.();
  await recorder.settled();

  expect(told.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(syncs).toHaveLength(2);
});
