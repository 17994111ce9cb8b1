import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

import { StoreError } from './store-error.js';

/**
 * Opens a file of the store to read. Only a regular one, not through a link: a pipe never answers, a device never ends,
 * and a link in a store from elsewhere leads out of it.
 *
 * @throws StoreError
 */
export function openRegular(path: string): number {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new StoreError(`${path}: is not a regular file`);
}

/** All of a regular file. */
export function readRegular(path: string): Buffer {
  const descriptor = openRegular(path);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
