import { StoreError } from './store-error.js';

/**
 * Refuses what a newer kd wrote: it may mean something else by the same words. An older one is read.
 *
 * @param where the path, and perhaps the line
 */
export function expectKnownFormat(where: string, written: number, known: number): void {
  if (written > known)
    throw new StoreError(`${where}: was written by a newer kd (format ${written}; this one knows ${known})`);
}
