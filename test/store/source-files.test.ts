import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readSourceFiles, writeSourceFiles } from '../../src/store/source-files.js';
import { StoreError } from '../../src/store/store-error.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

describe('source files', () => {
  it('come back by the places they had to each other', () => {
    const folder = join(temporaryFolder(), 'source');
    writeSourceFiles(folder, [
      { path: '/home/me/b.kd', text: 'b' },
      { path: '/home/me/shared/a.kd', text: 'a' },
    ]);

    expect(readSourceFiles(folder)).toEqual([
      { path: 'b.kd', text: 'b' },
      { path: 'shared/a.kd', text: 'a' },
    ]);
  });

  it('are none where there is no folder', () => {
    expect(readSourceFiles(join(temporaryFolder(), 'source'))).toEqual([]);
  });

  it('are read through no link', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'source'));
    writeFileSync(join(folder, 'secret'), 'secret');
    symlinkSync(join(folder, 'secret'), join(folder, 'source', 'a.kd'));
    symlinkSync(join(folder, 'source'), join(folder, 'linked'));

    expect(() => readSourceFiles(join(folder, 'source'))).toThrow();
    expect(() => readSourceFiles(join(folder, 'linked'))).toThrow(StoreError);
  });
});
