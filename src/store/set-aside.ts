import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { makeFolder } from './make-folder.js';
import { faultsOf, readInfo } from './object-faults.js';
import { renameIfAbsent } from './rename-if-absent.js';
import { isSystemError, reaching } from './store-error.js';
import { syncToDisk } from './write-file.js';

/** A damaged object that was moved out of the way. */
export interface Aside {
  /** Where it is now, absolute. */
  readonly folder: string;
  /** What is wrong with it: `weights.bin is missing`. */
  readonly fault: string;
}

/**
 * Moves an object's folder away if it is damaged; nothing is deleted.
 *
 * @param to where it goes, with a number behind it
 * @param files that must be in it where it does not say itself which are, as the oldest objects
 */
export function setAside(folder: string, to: string, files: readonly string[] = []): Aside | undefined {
  const fault = faultOf(folder, files);
  if (fault === undefined) return undefined;
  return reaching(folder, () => {
    makeFolder(dirname(to));
    const aside = moveToFreeName(folder, to);
    if (aside === undefined) return undefined;
    // Another head may have seen the same and put a whole one there since.
    if (faultOf(aside, files) === undefined) {
      if (!renameIfAbsent(aside, folder)) rmSync(aside, { recursive: true, force: true });
      return undefined;
    }
    syncToDisk(dirname(to));
    return { folder: aside, fault };
  });
}

function faultOf(folder: string, files: readonly string[]): string | undefined {
  const [fault] = faultsOf(folder, 'checksums');
  if (fault !== undefined || !existsSync(folder)) return fault;
  const info = readInfo(folder);
  if ('wrong' in info || info.files) return undefined;
  const missing = files.find(file => !existsSync(join(folder, file)));
  return missing === undefined ? undefined : `${missing} is missing`;
}

/** Undefined where there is nothing to move any more. */
function moveToFreeName(from: string, to: string): string | undefined {
  for (let number = 1; ; number++) {
    const path = `${to}-${number}`;
    if (existsSync(path)) continue;
    try {
      renameSync(from, path);
      return path;
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return undefined;
      if (!existsSync(path)) throw error;
    }
  }
}
