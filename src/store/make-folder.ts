import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { isSystemError, reaching } from './store-error.js';

/**
 * Makes a folder and those above it. Node's own recursion never ends where a file system says of a new folder in one
 * that exists that it does not exist, as Linux's `/proc` does.
 *
 * @throws StoreError
 */
export function makeFolder(path: string): void {
  reaching(path, () => {
    const missing: string[] = [];
    for (let folder = path; !isFolder(folder); folder = dirname(folder)) missing.push(folder);
    for (const folder of missing.reverse()) makeOne(folder);
  });
}

function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may make the same one.
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}
