import { readRegular } from './read-regular.js';
import { isSystemError } from './store-error.js';

/** The text of a file, or undefined where there is none; a folder that may not be searched is no answer. */
export function readIfThere(path: string): string | undefined {
  try {
    return readRegular(path).toString('utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
