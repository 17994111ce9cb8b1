import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { reaching } from './store-error.js';

/**
 * Writes a file whole or not at all, also when the power fails: temporary file in the same folder, fsync, rename,
 * fsync of the folder.
 *
 * @throws StoreError naming the path
 */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  reaching(path, () => {
    try {
      writeFileSync(temporary, content);
      syncToDisk(temporary);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    syncToDisk(dirname(path));
  });
}

/** Makes the content of a file, or the names in a folder, survive a power cut. */
export function syncToDisk(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    // Windows opens no folders, and has no need of it: renames are journaled there.
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** All that a folder holds, files before the folders that name them. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncToDisk(path);
  }
  syncToDisk(folder);
}
