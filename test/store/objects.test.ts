import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { JobId } from '../../src/plan/index.js';
import { DamagedObject, type ObjectFacts, openStore, type Store, StoreError } from '../../src/store/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const id = 'ab12'.padEnd(64, '0') as JobId;

const facts: ObjectFacts = {
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

/** A store with one object. */
function storeWithObject(): { readonly store: Store; readonly weights: string; readonly info: string } {
  const store = openStore(temporaryFolder());
  store.objects.commit(id, output(store, 'weights'), facts);
  const folder = store.objects.folder(id);
  return { store, weights: join(folder, 'net', 'weights.bin'), info: join(folder, 'object.json') };
}

/** What an object written before files were listed looks like. */
function forgetFiles(info: string): void {
  const { files: _, sha256: __, ...old } = JSON.parse(readFileSync(info, 'utf8'));
  writeFileSync(info, JSON.stringify(old));
}

type Damage = (paths: { readonly weights: string; readonly info: string }) => void;

const seenBySizes: readonly (readonly [string, string, Damage])[] = [
  ['a missing file', 'net/weights.bin is missing', ({ weights }) => rmSync(weights)],
  ['a cut file', 'net/weights.bin has 3 bytes, expected 7', ({ weights }) => truncateSync(weights, 3)],
  ['a torn object.json', 'object.json is not the JSON of an object', ({ info }) => truncateSync(info, 40)],
  ['an object.json of nothing', 'object.json is not the JSON of an object', ({ info }) => writeFileSync(info, 'null')],
  ['no object.json', 'object.json is missing', ({ info }) => rmSync(info)],
  [
    'another metric',
    'object.json does not agree with its checksum',
    ({ info }) => writeFileSync(info, readFileSync(info, 'utf8').replace('0.5', '0.9')),
  ],
  [
    'a path that leads out',
    'object.json does not agree with its checksum',
    ({ info }) => writeFileSync(info, readFileSync(info, 'utf8').replace('net/weights.bin', '../../../x')),
  ],
];

const damages: typeof seenBySizes = [
  ...seenBySizes,
  [
    'other bytes',
    'net/weights.bin does not agree with its checksum',
    ({ weights }) => writeFileSync(weights, 'WEIGHTS'),
  ],
];

describe('objects', () => {
  it('are there with all their files once committed, and list them with size and SHA-256', () => {
    const { store, weights } = storeWithObject();

    expect(store.objects.has(id)).toBe(true);
    expect(store.objects.info(id)).toMatchObject(facts);
    expect(store.objects.info(id).files).toEqual({
      'net/weights.bin': { bytes: 7, sha256: '9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c' },
    });
    expect(readFileSync(weights, 'utf8')).toBe('weights');
    expect(store.objects.read(id, 'net/weights.bin').toString()).toBe('weights');
    expect(store.objects.list()).toEqual([id]);
    expect(store.objects.faults(id, 'checksums')).toEqual([]);
  });

  it('are not there before', () => {
    const { objects } = openStore(temporaryFolder());

    expect(objects.has(id)).toBe(false);
    expect(objects.faults(id, 'checksums')).toEqual([]);
    expect(() => objects.info(id)).toThrow(new DamagedObject(id, objects.folder(id), 'does not exist'));
  });

  it('differ in nothing where a second commit has the same files and one more', () => {
    const { store } = storeWithObject();
    const second = output(store, 'weights');
    writeFileSync(join(second, 'more.json'), '{}');

    const outcome = store.objects.commit(id, second, facts);

    expect(outcome).toEqual({ wasThere: true, differing: [] });
  });

  it('never change: a second commit of the same id is harmless, tells what differs, and leaves nothing behind', () => {
    const { store, weights } = storeWithObject();

    const outcome = store.objects.commit(id, output(store, 'second'), facts);

    expect(outcome).toEqual({ wasThere: true, differing: ['net/weights.bin'] });
    expect(readFileSync(weights, 'utf8')).toBe('weights');
    expect(readdirSync(store.attempts.folder(id, 2))).toEqual([]);
  });

  it('of before files were listed are read', () => {
    const { store, info } = storeWithObject();
    forgetFiles(info);

    expect(store.objects.info(id).metrics).toEqual({ accuracy: 0.5 });
    expect(store.objects.read(id, 'net/weights.bin').toString()).toBe('weights');
    expect(store.objects.faults(id, 'checksums')).toEqual([]);
    expect(store.objects.setAside(id)).toBeUndefined();
  });

  it('of a newer kd are refused, and not taken for damaged', () => {
    const { store, info } = storeWithObject();
    writeFileSync(info, readFileSync(info, 'utf8').replace('"version": 1', '"version": 2'));

    const refusal = `${info}: was written by a newer kd (format 2; this one knows 1)`;

    expect(() => store.objects.info(id)).toThrow(new StoreError(refusal));
    expect(() => store.objects.faults(id, 'sizes')).toThrow(new StoreError(refusal));
    expect(() => store.objects.setAside(id)).toThrow(new StoreError(refusal));
  });
});

describe('damaged objects', () => {
  it.each(damages)('are known by their checksums: %s', (_, fault, damage) => {
    const { store, ...paths } = storeWithObject();
    damage(paths);

    expect(store.objects.faults(id, 'checksums')).toEqual([fault]);
  });

  it.each(seenBySizes)('are known by sizes, which costs little: %s', (_, fault, damage) => {
    const { store, ...paths } = storeWithObject();
    damage(paths);

    expect(store.objects.faults(id, 'sizes')).toEqual([fault]);
  });

  it.each(damages)('are never read from: %s', (_, _fault, damage) => {
    const { store, ...paths } = storeWithObject();
    damage(paths);

    expect(() => store.objects.read(id, 'net/weights.bin')).toThrow(DamagedObject);
  });

  it.each(damages)('are set aside, and nothing of them is deleted: %s', (_, fault, damage) => {
    const { store, ...paths } = storeWithObject();
    damage(paths);
    const before = readdirSync(store.objects.folder(id), { recursive: true }).sort();

    const aside = store.objects.setAside(id);

    expect(aside).toEqual({ folder: join(store.folder, 'damaged', `${id}-1`), fault });
    expect(existsSync(store.objects.folder(id))).toBe(false);
    expect(readdirSync(join(store.folder, 'damaged', `${id}-1`), { recursive: true }).sort()).toEqual(before);
  });

  it.each(damages)('give way to a result that was computed again: %s', (_, fault, damage) => {
    const { store, ...paths } = storeWithObject();
    damage(paths);

    const outcome = store.objects.commit(id, output(store, 'weights'), facts);

    expect(outcome).toMatchObject({ wasThere: false, differing: [], setAside: { fault } });
    expect(store.objects.faults(id, 'checksums')).toEqual([]);
  });

  it('give way where they list no files and one is missing', () => {
    const { store, weights, info } = storeWithObject();
    forgetFiles(info);
    rmSync(weights);

    const outcome = store.objects.commit(id, output(store, 'weights'), facts);

    expect(outcome).toMatchObject({ wasThere: false, setAside: { fault: 'net/weights.bin is missing' } });
  });

  it('stay where they are while they are whole', () => {
    const { store } = storeWithObject();

    expect(store.objects.setAside(id)).toBeUndefined();
    expect(store.objects.has(id)).toBe(true);
  });

  it('are set aside as often as it happens, each under a name of its own', () => {
    const { store, weights } = storeWithObject();
    for (const _ of [1, 2]) {
      rmSync(weights);
      store.objects.commit(id, output(store, 'weights'), facts);
    }

    expect(readdirSync(join(store.folder, 'damaged')).sort()).toEqual([`${id}-1`, `${id}-2`]);
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
