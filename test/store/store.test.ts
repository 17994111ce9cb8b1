import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openStore } from '../../src/store/store.js';
import { StoreError } from '../../src/store/store-error.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

describe('openStore', () => {
  it('makes a store where there is none, and keeps it out of version control', () => {
    const folder = join(temporaryFolder(), 'deep', '.kd');

    openStore(folder);

    expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'objects', 'runs', 'store.json', 'work']);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('reads a store that is not there as an empty one, and makes nothing', () => {
    const parent = temporaryFolder();

    const store = openStore(join(parent, '.kd'), 'read');

    expect(store.runs.list()).toEqual([]);
    expect(store.objects.list()).toEqual([]);
    expect(readdirSync(parent)).toEqual([]);
  });

  it.each(['objects', 'work', 'runs', 'trash'])(
    'refuses one whose %s is a link, which leads wherever its maker wanted',
    part => {
      const folder = join(temporaryFolder(), '.kd');
      const elsewhere = temporaryFolder();
      mkdirSync(folder);
      symlinkSync(elsewhere, join(folder, part));

      expect(() => openStore(folder)).toThrow(StoreError);
      expect(() => openStore(folder, 'read')).toThrow(`${part}: is a link`);
      expect(readdirSync(elsewhere)).toEqual([]);
    },
  );

  it('refuses a file', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');

    expect(() => openStore(path)).toThrow(new StoreError(`${path}: is a file, not a folder`));
  });

  it('refuses a path through a file', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');

    expect(() => openStore(join(path, '.kd'))).toThrow('a part of the path is a file, not a folder');
  });

  it.skipIf(process.getuid?.() === 0)('refuses a folder in which it may not write', () => {
    const path = join(temporaryFolder(), 'locked');
    mkdirSync(path, { mode: 0o500 });

    expect(() => openStore(path)).toThrow('no permission');
  });

  it('leaves a store of a newer version alone', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'store.json'), '{"version": 2}');

    expect(() => openStore(folder)).toThrow('was written by a newer kd');
    expect(readdirSync(folder)).toEqual(['store.json']);
  });
});
