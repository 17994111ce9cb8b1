import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openStore, type RunFolder, type Store, StoreError, writeFileWhole } from '../../src/store/index.js';
import { idOf } from '../helpers/plans.js';
import { canMount, smallDisk } from '../helpers/small-disk.js';

const now = (): Date => new Date(0);
const facts = {
  version: 1,
  kind: 'train',
  spec: {},
  metrics: {},
  warnings: [],
  seconds: 0,
  engine: {},
  versions: { kd: '', node: '' },
} as const;

interface Scene {
  readonly store: Store;
  readonly run: RunFolder;
  /** An attempt's output, ready to be committed. */
  readonly output: string;
}

function sceneOn(disk: string): Scene {
  const store = openStore(join(disk, 'störe with space'));
  const run = store.runs.create({ plan: { version: 1, jobs: [] }, sources: [], started: new Date(0) });
  const output = join(store.attempts.folder(idOf('job'), store.attempts.start(idOf('job'))), 'output');
  mkdirSync(output);
  writeFileSync(join(output, 'weights.bin'), 'weights');
  return { store, run, output };
}

const writes: readonly (readonly [string, (scene: Scene) => unknown])[] = [
  ['an object', ({ store, output }) => store.objects.commit(idOf('job'), output, facts)],
  ['a journal', ({ run }) => run.journal(now).append([{ type: 'said', text: 'x'.repeat(5000) } as { type: string }])],
  ['a head', ({ run }) => run.takeHead(now).release()],
  ['a plan', ({ store }) => store.runs.create({ plan: { jobs: 'x'.repeat(5000) }, sources: [], started: new Date(1) })],
  ['a request', ({ run }) => run.requests.file({ type: 'stop' })],
  ['a result', ({ run }) => writeFileWhole(join(run.results, 'trials.csv'), 'x'.repeat(5000))],
  ['an attempt', ({ store }) => store.attempts.start(idOf('other'))],
  ['a claim', ({ store }) => store.claims.take(idOf('other'), 'run')],
];

/** A folder alone takes no bytes. */
const refusals = writes.flatMap(([what, write]) =>
  (['bytes', 'files'] as const)
    .filter(lacking => lacking === 'files' || what !== 'an attempt')
    .map(lacking => [what, lacking, write] as const),
);

describe.skipIf(!canMount)('on a full disk (needs to mount one)', () => {
  it.each(refusals)('%s is refused by name for want of %s, and is written once there is room', (_, lacking, write) => {
    const disk = smallDisk(1024);
    const scene = sceneOn(disk.folder);
    disk.fill(lacking);

    const refusal = thrownBy(() => write(scene));

    expect(refusal).toBeInstanceOf(StoreError);
    expect((refusal as StoreError).message).toMatch(/st.re with space.*: the disk is full/);
    expect(draftsIn(disk.folder)).toEqual([]);
    disk.clear();
    expect(() => write(scene)).not.toThrow();
  });

  it('a journal keeps every whole line and goes on', () => {
    const disk = smallDisk(1024);
    const { run } = sceneOn(disk.folder);
    const journal = run.journal<{ type: string; text: string }>(now);
    const said = { type: 'said', text: 'x'.repeat(3000) };
    journal.append([said]);
    disk.fill('bytes');
    expect(() => journal.append([said, said])).toThrow('the disk is full');
    const told = run.events();

    disk.clear();
    journal.append([said]);

    expect(told).toHaveLength(1);
    expect(run.events()).toHaveLength(2);
    expect(readFileSync(join(run.folder, 'journal.jsonl'), 'utf8').endsWith('}\n')).toBe(true);
  });
});

/** What is half-written, and nobody would ever finish. */
const draftsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => /\.tmp$|\.new-/.test(path));

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
