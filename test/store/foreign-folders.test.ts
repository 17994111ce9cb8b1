import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

import { openStore } from '../../src/store/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const compiled = join(import.meta.dirname, '..', '..', 'dist', 'src', 'store', 'index.js');

/** What opening a store says to a user who is not root: its number of runs, or why not. */
function openedByOther(folder: string, access: 'read' | 'write'): string {
  const code = `
    const { openStore, StoreError } = await import(${JSON.stringify(pathToFileURL(compiled).href)});
    try { console.log(openStore(${JSON.stringify(folder)}, '${access}').runs.list().length + ' runs'); }
    catch (error) { console.log(error instanceof StoreError ? error.message : 'defect: ' + error.stack); }`;
  const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    ...other,
    cwd: '/',
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`.trim();
}

/** A store with a run, in a folder that others may search. */
function storeWithRun(): string {
  const parent = temporaryFolder();
  chmodSync(parent, 0o755);
  const folder = join(parent, 'störe with space');
  openStore(folder).runs.create({ plan: {}, sources: [], started: new Date() });
  return folder;
}

// Another user must be able to read the compiled code.
const canRun = process.platform !== 'win32' && openedByOther('/nowhere', 'read') === '0 runs';

describe.skipIf(!canRun)('a store of somebody else (needs a user who is not root)', () => {
  it('that may be read is read, and not written', () => {
    const folder = storeWithRun();
    chmodSync(folder, 0o555);

    expect(openedByOther(folder, 'read')).toBe('1 runs');
    expect(openedByOther(folder, 'write')).toBe(`${folder}: no permission`);
  });

  it('that may not be read does not pass for an empty one', () => {
    const folder = storeWithRun();
    chmodSync(folder, 0o700);
    if (process.getuid?.() !== 0) chmodSync(folder, 0o000);

    expect(openedByOther(folder, 'read')).toBe(`${folder}: no permission`);
    expect(openedByOther(join(folder, 'inside'), 'read')).toContain('no permission');
    chmodSync(folder, 0o700);
  });

  it('cannot be made in a folder of theirs', () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'theirs'));
    chmodSync(parent, 0o755);
    chmodSync(join(parent, 'theirs'), 0o555);

    expect(openedByOther(join(parent, 'theirs', 'new', '.kd'), 'write')).toContain('no permission');
  });
});

it.runIf(process.platform === 'linux')('a folder that can never be made is refused at once', () => {
  for (const folder of ['/proc/kd-store', '/proc/kd/deep/store', '/proc'])
    expect(() => openStore(folder)).toThrow(
      /^\/proc[^:]*: (does not exist|no permission|the file system is read-only)$/,
    );
});
