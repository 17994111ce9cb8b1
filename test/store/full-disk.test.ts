import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openStore, type RunFolder, type Store, StoreError, writeFileWhole } from '../../src/store/index.js';
import { idOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

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

/** A file system of a megabyte; undefined where this process may mount none. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  return folder;
}

const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** Takes all the space there is. */
function fill(disk: string): void {
  const bytes = Buffer.alloc(4096);
  for (let size = 0; size < 512; size++)
    try {
      writeFileSync(join(disk, 'filler'), bytes, { flag: 'a' });
    } catch {
      return;
    }
}

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

describe.skipIf(!canMount)('on a full disk (needs to mount one)', () => {
  it.each(writes)('%s is refused by name, and is written once there is space', (_, write) => {
    const disk = smallDisk()!;
    const scene = sceneOn(disk);
    fill(disk);

    let refusal: unknown;
    try {
      for (let again = 0; again < 50; again++) write(scene);
    } catch (error) {
      refusal = error;
    }

    if (refusal !== undefined) {
      expect(refusal).toBeInstanceOf(StoreError);
      expect((refusal as StoreError).message).toMatch(/st.re with space.*: the disk is full/);
    }
    rmSync(join(disk, 'filler'));
    expect(() => write(scene)).not.toThrow();
  });

  it('a journal keeps every whole line and goes on', () => {
    const disk = smallDisk()!;
    const { run } = sceneOn(disk);
    const journal = run.journal<{ type: string; text: string }>(now);
    const said = { type: 'said', text: 'x'.repeat(3000) };
    journal.append([said]);
    fill(disk);
    let told = 1;
    expect(() => {
      for (;;) {
        journal.append([said]);
        told++;
      }
    }).toThrow('the disk is full');

    rmSync(join(disk, 'filler'));
    journal.append([said]);

    expect(run.events()).toHaveLength(told + 1);
    expect(readFileSync(join(run.folder, 'journal.jsonl'), 'utf8').endsWith('}\n')).toBe(true);
  });
});
