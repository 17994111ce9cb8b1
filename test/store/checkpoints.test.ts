import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openStore, type Store, StoreError } from '../../src/store/index.js';
import { idOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const job = idOf('job');

function save({ checkpoints }: Store, attempt: number, text: string): string {
  return checkpoints.save(job, attempt, {
    seconds: 1,
    write(folder) {
      writeFileSync(join(folder, 'state'), text);
      mkdirSync(join(folder, 'output'));
      writeFileSync(join(folder, 'output', 'history'), `history of ${text}`);
    },
  });
}

/** What the newest checkpoint holds, and what was passed over on the way. */
function latest({ checkpoints }: Store) {
  const passedOver: string[] = [];
  const found = checkpoints.latest(job, text => passedOver.push(text));
  const files = [...(found?.files ?? [])].map(([file, bytes]) => [file, Buffer.from(bytes).toString()]);
  return { attempt: found?.attempt, files: Object.fromEntries(files), passedOver };
}

/** A store whose job was tried so often. */
function storeAfter(attempts: number): Store {
  const store = openStore(temporaryFolder());
  for (let attempt = 0; attempt < attempts; attempt++) store.attempts.start(job);
  return store;
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('checkpoints', () => {
  it('are read back with all that was written', () => {
    const store = storeAfter(1);

    save(store, 1, 'a');

    expect(latest(store)).toEqual({
      attempt: 1,
      files: { state: 'a', 'output/history': 'history of a' },
      passedOver: [],
    });
  });

  it('take the place of the former of their attempt', () => {
    const store = storeAfter(1);

    save(store, 1, 'a');
    const second = save(store, 1, 'b');

    expect(latest(store).files.state).toBe('b');
    expect(readdirSync(join(second, '..'))).toEqual(['2']);
  });

  it('of a later attempt are newer, however many an earlier one wrote', () => {
    const store = storeAfter(12);
    for (const text of ['a', 'b', 'c']) save(store, 9, text);

    save(store, 12, 'd');

    expect(latest(store)).toMatchObject({ attempt: 12, files: { state: 'd' } });
  });

  it('that cannot be written leave the former one and nothing else', () => {
    const store = storeAfter(1);
    const first = save(store, 1, 'a');
    const failing = (): unknown =>
      store.checkpoints.save(job, 1, { seconds: 1, write: folder => rmSync(join(folder, 'nothing')) });

    expect(failing).toThrow(StoreError);
    expect(readdirSync(join(first, '..'))).toEqual(['1']);
    expect(latest(store).files.state).toBe('a');
  });

  it('are gone once the job is done', () => {
    const store = storeAfter(2);
    const folders = [save(store, 1, 'a'), save(store, 2, 'b')];

    store.checkpoints.remove(job);

    expect(folders.filter(existsSync)).toEqual([]);
    expect(store.attempts.list(job)).toEqual([1, 2]);
  });

  it('half-written, and outputs of killed attempts, are cleared away before the next attempt', () => {
    const store = storeAfter(2);
    save(store, 1, 'a');
    const [first, second] = [store.attempts.folder(job, 1), store.attempts.folder(job, 2)];
    for (const left of [join(first, 'output'), join(first, 'checkpoint', '2.tmp'), join(second, 'output')])
      mkdirSync(left, { recursive: true });

    store.checkpoints.clearLeftovers(job, 2);

    expect(readdirSync(first)).toEqual(['checkpoint']);
    expect(readdirSync(join(first, 'checkpoint'))).toEqual(['1']);
    expect(readdirSync(second)).toEqual(['output']);
  });
});

describe('a checkpoint that is passed over for an older one', () => {
  it.each<[string, (folder: string) => void, string]>([
    [
      'is damaged',
      folder => edit(join(folder, 'output', 'history'), text => `${text}!`),
      'output/history has other content',
    ],
    ['lacks a file', folder => rmSync(join(folder, 'state')), 'cannot be read'],
    ['was never whole', folder => rmSync(join(folder, 'manifest.json')), 'cannot be read'],
    ['is torn', folder => edit(join(folder, 'manifest.json'), text => text.slice(0, -20)), 'cannot be read'],
    [
      'is of a newer kd',
      folder => edit(join(folder, 'manifest.json'), text => text.replace('"version":1', '"version":2')),
      'was written by a newer kd (format 2; this one knows 1)',
    ],
    [
      'is of another job',
      folder => edit(join(folder, 'manifest.json'), text => text.replace(job, idOf('other'))),
      `belongs to the job ${idOf('other')}`,
    ],
    [
      'names files outside of it',
      folder => edit(join(folder, 'manifest.json'), text => text.replace('"state"', '"../1/state"')),
      'names a file outside of it',
    ],
  ])('%s', (_, harm, reason) => {
    const store = storeAfter(2);
    save(store, 1, 'old');
    harm(save(store, 2, 'new'));

    const { attempt, files, passedOver } = latest(store);

    expect({ attempt, state: files.state }).toEqual({ attempt: 1, state: 'old' });
    expect(passedOver).toEqual([expect.stringContaining(reason)]);
  });
});
