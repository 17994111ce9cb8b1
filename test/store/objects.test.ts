import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { JobId } from '../../src/plan/index.js';
import { type ObjectInfo, openStore, type Store, StoreError } from '../../src/store/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const id = 'ab12'.padEnd(64, '0') as JobId;

const info: ObjectInfo = {
  version: 1,
  kind: 'train',
  spec: { kind: 'train', seed: 1 },
  metrics: { accuracy: 0.5 },
  warnings: ['the student is at chance level'],
  seconds: 2,
  engine: { engine: 'wasm' },
  versions: { kd: '0.1.0', node: '20.19.0' },
};

/** An attempt's folder with a net in it. */
function output(store: Store, content: string): string {
  const folder = join(store.attempts.folder(id, store.attempts.start(id)), 'output');
  mkdirSync(join(folder, 'net'), { recursive: true });
  writeFileSync(join(folder, 'net', 'weights.bin'), content);
  return folder;
}

describe('objects', () => {
  it('are there with all their files once committed', () => {
    const { objects, ...store } = openStore(temporaryFolder());
    const folder = output({ objects, ...store }, 'weights');

    objects.commit(id, folder, info);

    expect(objects.has(id)).toBe(true);
    expect(objects.info(id)).toEqual(info);
    expect(readFileSync(join(objects.folder(id), 'net', 'weights.bin'), 'utf8')).toBe('weights');
    expect(objects.list()).toEqual([id]);
  });

  it('are not there before', () => {
    const { objects } = openStore(temporaryFolder());

    expect(objects.has(id)).toBe(false);
    expect(() => objects.info(id)).toThrow(StoreError);
  });

  it('never change: a second commit of the same id is harmless, tells what differs, and leaves nothing behind', () => {
    const store = openStore(temporaryFolder());
    store.objects.commit(id, output(store, 'first'), info);

    const outcome = store.objects.commit(id, output(store, 'second'), info);

    expect(outcome).toEqual({ wasThere: true, differing: [join('net', 'weights.bin')] });
    expect(readFileSync(join(store.objects.folder(id), 'net', 'weights.bin'), 'utf8')).toBe('first');
    expect(readdirSync(store.attempts.folder(id, 2))).toEqual([]);
  });
});

describe('attempts', () => {
  it('count on over all runs', () => {
    const folder = temporaryFolder();
    openStore(folder).attempts.start(id);

    const attempt = openStore(folder).attempts.start(id);

    expect(attempt).toBe(2);
    expect(openStore(folder).attempts.list(id)).toEqual([1, 2]);
  });

  it('are none of a job that never started', () => {
    expect(openStore(temporaryFolder()).attempts.list(id)).toEqual([]);
  });
});
