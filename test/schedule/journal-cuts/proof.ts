import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { Plan } from '../../../src/plan/index.js';
import { initialState, type RunState, reduce } from '../../../src/report/index.js';
import { eventsOf, type RunFact } from '../../../src/schedule/index.js';
import { type JournalEntry, openStore, type RunFolder } from '../../../src/store/index.js';
import { openJournal, readJournal } from '../../../src/store/journal.js';
import { runOf } from '../../helpers/run-of.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

/** A run of the null device that nobody disturbed. */
export interface WholeRun {
  readonly plan: Plan;
  /** Of its journal. */
  readonly bytes: Buffer;
  readonly entries: readonly JournalEntry[];
  readonly objects: string;
  readonly outcome: object;
}

export async function wholeRun(plan: Plan): Promise<WholeRun> {
  const { store, run, outcome } = runOf(plan);
  await outcome;
  return {
    plan,
    bytes: readFileSync(journalOf(run)),
    entries: run.events(),
    objects: join(store.folder, 'objects'),
    outcome: outcomeOf(run, plan),
  };
}

/** Cuts the journal after every number of bytes: what is wrong with what is read then, and with what is written after it. */
export function complaintsOfCuts({ bytes, entries }: WholeRun): string[] {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const ends = [...bytes].flatMap((byte, index) => (byte === 0x0a ? [index + 1] : []));
  const now = (): Date => new Date(0);
  return Array.from({ length: bytes.length + 1 }, (_, size) => {
    writeFileSync(path, bytes);
    truncateSync(path, size);
    const whole = entries.slice(0, ends.filter(end => end <= size).length);
    const read = readJournal<RunFact>(path);
    const journal = openJournal<RunFact>(path, now);
    const [added] = journal.append([{ type: 'run-resumed', workers: 1 }]);
    journal.close();
    return [
      ...(isDeepStrictEqual(read, whole) ? [] : [`cut at ${size}: ${read.length} lines read, not ${whole.length}`]),
      ...(isDeepStrictEqual(journal.entries, whole)
        ? []
        : [`cut at ${size}: ${journal.entries.length} lines to go on`]),
      ...(added?.seq === whole.length + 1 ? [] : [`cut at ${size}: goes on with ${added?.seq}`]),
      ...(isDeepStrictEqual(readJournal(path), [...whole, added]) ? [] : [`cut at ${size}: other lines afterwards`]),
    ];
  }).flat();
}

/** Goes on with the run from a journal of its first bytes, with all its objects or with none: what is wrong at the end. */
export async function complaintsOfResume(whole: WholeRun, size: number, store: 'whole' | 'empty'): Promise<string[]> {
  const { plan, bytes, objects, outcome } = whole;
  const opened = openStore(join(temporaryFolder(), '.kd'));
  if (store === 'whole') cpSync(objects, join(opened.folder, 'objects'), { recursive: true });
  const run = opened.runs.create({ plan, sources: [], started: new Date() });
  writeFileSync(journalOf(run), bytes.subarray(0, size));

  const end = await runOf(plan, { store: opened, run }).outcome;

  const found = outcomeOf(run, plan);
  return [
    ...(end === 'done' ? [] : [`ended as ${end}`]),
    ...(isDeepStrictEqual(found, outcome) ? [] : [`came to ${JSON.stringify(found)}`]),
    ...plan.jobs.filter(({ id }) => !opened.objects.has(id)).map(({ label }) => `no result of ${label}`),
  ].map(text => `cut at ${size}, ${store} store: ${text}`);
}

/** What a run has come to, whoever computed it and when. */
function outcomeOf(run: RunFolder, plan: Plan): object {
  const { state, trialEnds, trialCounts, jobs, failures, running }: RunState = eventsOf(run, plan).reduce(
    reduce,
    initialState(plan),
  );
  return {
    state,
    trialEnds: Object.fromEntries([...trialEnds].sort()),
    trialCounts,
    failures: failures.length,
    running: running.size,
    jobs: [...jobs].map(([id, { state, metrics, warnings, error }]) => ({
      id,
      state: state === 'cached' ? 'done' : state,
      metrics,
      warnings,
      error,
    })),
  };
}

const journalOf = (run: RunFolder): string => join(run.folder, 'journal.jsonl');
