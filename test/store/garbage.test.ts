import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { JobId } from '../../src/plan/index.js';
import { deleteGarbage, findGarbage, type Needs, openStore, type Store } from '../../src/store/index.js';
import { idOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const later = Date.now() + 3_600_000;
const needing = (...names: readonly string[]): Needs => ({ jobs: new Set(names.map(idOf)), sinceMs: later });

/** A store with an object and a work folder for each name. */
function storeOf(...names: readonly string[]): Store {
  const store = openStore(temporaryFolder());
  for (const name of names) commit(store, idOf(name));
  return store;
}

function commit(store: Store, id: JobId): void {
  const folder = join(store.attempts.folder(id, store.attempts.start(id)), 'output');
  mkdirSync(folder);
  writeFileSync(join(folder, 'weights.bin'), 'weights');
  store.objects.commit(id, folder, {
    version: 1,
    kind: 'train',
    spec: {},
    metrics: {},
    warnings: [],
    seconds: 0,
    engine: {},
    versions: { kd: '', node: '' },
  });
}

const shown = (store: Store, needs: Needs): string[] =>
  findGarbage(store.folder, needs).map(({ kind, path }) => `${kind} ${path.slice(store.folder.length + 1)}`);

describe('garbage', () => {
  it('is results that no run needs, and work folders of jobs that are done', () => {
    const store = storeOf('needed', 'other');
    const open = idOf('open');
    store.attempts.start(open);

    expect(shown(store, needing('needed', 'open')).sort()).toEqual(
      [
        `object objects/${idOf('other').slice(0, 2)}/${idOf('other')}`,
        `work work/${idOf('other').slice(0, 2)}/${idOf('other')}`,
        `work work/${idOf('needed').slice(0, 2)}/${idOf('needed')}`,
      ].sort(),
    );
  });

  it('is what was set aside, and what a killed command left', () => {
    const store = openStore(temporaryFolder());
    for (const path of ['damaged/ab-1', 'runs/.new-17', 'trash/object-ab'])
      mkdirSync(join(store.folder, path), { recursive: true });

    expect(shown(store, needing())).toEqual([
      'damaged damaged/ab-1',
      'leftover runs/.new-17',
      'leftover trash/object-ab',
    ]);
  });

  it('is nothing that changed since some head began', () => {
    const store = storeOf('other');

    expect(findGarbage(store.folder, { jobs: new Set(), sinceMs: 0 })).toEqual([]);
  });

  it('is deleted, and what is needed is not', () => {
    const store = storeOf('needed', 'other');
    const needs = needing('needed');

    const deleted = deleteGarbage(store.folder, findGarbage(store.folder, needs), () => needs);

    expect(deleted.map(({ kind }) => kind).sort()).toEqual(['object', 'work', 'work']);
    expect(store.objects.list()).toEqual([idOf('needed')]);
    expect(store.objects.faults(idOf('needed'), 'checksums')).toEqual([]);
    expect(existsSync(join(store.folder, 'trash'))).toBe(false);
  });

  it('is put back where a run that began meanwhile needs it', () => {
    const store = storeOf('other');

    const deleted = deleteGarbage(store.folder, findGarbage(store.folder, needing()), () => needing('other'));

    expect(deleted.map(({ kind }) => kind)).toEqual(['work']);
    expect(store.objects.faults(idOf('other'), 'checksums')).toEqual([]);
    expect(store.objects.has(idOf('other'))).toBe(true);
  });

  it('that another collection took first is no trouble', () => {
    const store = storeOf('other');
    const found = findGarbage(store.folder, needing());
    deleteGarbage(store.folder, found, () => needing());

    expect(deleteGarbage(store.folder, found, () => needing())).toEqual([]);
    expect(readdirSync(store.folder)).not.toContain('trash');
  });
});
