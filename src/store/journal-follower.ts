import { closeSync, fstatSync, readSync } from 'node:fs';

import { type Entry, readLines } from './journal-lines.js';
import { openRegular } from './read-regular.js';
import { isSystemError, reaching, StoreError } from './store-error.js';

/** Reads along in a journal that somebody writes, from its beginning. */
export interface JournalFollower<Fact> {
  /**
   * What was added since the last call; a line that is being written, or a file that is not there yet, comes later.
   *
   * @throws StoreError where a line is damaged that is not the last, or what was read is no longer there
   */
  next(): Entry<Fact>[];
}

export function followJournal<Fact>(path: string): JournalFollower<Fact> {
  let taken = { entries: 0, bytes: 0 };

  function readOn(descriptor: number): Entry<Fact>[] {
    const added = fstatSync(descriptor).size - taken.bytes;
    if (added < 0) throw new StoreError(`${path}: became shorter while it was read`);
    const content = Buffer.allocUnsafe(added);
    const length = readSync(descriptor, content, 0, added, taken.bytes);
    const { entries, bytes } = readLines<Fact>(path, taken.entries, content.subarray(0, length));
    taken = { entries: taken.entries + entries.length, bytes: taken.bytes + bytes };
    return entries;
  }

  return {
    next: () =>
      reaching(path, () => {
        const descriptor = openIfThere(path);
        if (descriptor === undefined) return [];
        try {
          return readOn(descriptor);
        } finally {
          closeSync(descriptor);
        }
      }),
  };
}

/** Opened anew for each look: only opening makes a network file system ask its server what a file holds by now. */
function openIfThere(path: string): number | undefined {
  try {
    return openRegular(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
