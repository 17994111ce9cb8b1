import { existsSync, renameSync } from 'node:fs';

import { isSystemError } from './store-error.js';

/**
 * Moves a folder, unless one that holds something is there already: such a folder is never replaced by rename.
 *
 * @returns whether it was moved
 */
export function renameIfAbsent(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error) && ['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(error.code) && existsSync(to)) return false;
    throw error;
  }
}
