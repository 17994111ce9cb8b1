import { closeSync, existsSync, fdatasync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

import { encodeLine } from './journal-line.js';
import { type Entry, type ReadLines, readLines } from './journal-lines.js';
import { readRegular } from './read-regular.js';
import { reaching, reachingLater } from './store-error.js';

/** The append-only truth about a run. One writer. */
export interface Journal<Fact extends { readonly type: string }> {
  /** What it held when it was opened. */
  readonly entries: readonly Entry<Fact>[];
  /** Writes facts, one line each, all in one `write()`. They outlive the process at once, a power cut after `sync`. */
  append(facts: readonly Fact[]): Entry<Fact>[];
  /** Resolves when all that was appended before the call is on the disk. */
  sync(): Promise<void>;
  close(): void;
}

/**
 * Opens a journal to go on with it, or starts one. A torn last line is cut off.
 *
 * @param now the time to write on an entry; a clock that jumps changes no order, for `seq` is the order
 * @throws StoreError naming the line that is damaged, where it is not the last, or that a newer kd wrote
 */
export function openJournal<Fact extends { readonly type: string }>(path: string, now: () => Date): Journal<Fact> {
  const { entries, bytes } = existsSync(path) ? replay<Fact>(path) : { entries: [], bytes: 0 };
  const descriptor = reaching(path, () => openSync(path, 'a'));
  reaching(path, () => ftruncateSync(descriptor, bytes));
  let written = { entries: entries.length, bytes };
  return {
    entries,
    append(facts) {
      const time = now().toISOString();
      const added = facts.map(
        (fact, index) => ({ v: 1, seq: written.entries + index + 1, time, ...fact }) as unknown as Entry<Fact>,
      );
      const lines = Buffer.from(added.map(entry => `${encodeLine(entry)}\n`).join(''));
      reaching(path, () => appendWhole(descriptor, lines, written.bytes));
      written = { entries: written.entries + added.length, bytes: written.bytes + lines.length };
      return added;
    },
    sync: () => reachingLater(path, syncData(descriptor)),
    close: () => closeSync(descriptor),
  };
}

/** The entries of a journal that somebody may still be writing: a torn last line is not there yet, nor is the file at first. */
export function readJournal<Fact extends { readonly type: string }>(path: string): Entry<Fact>[] {
  return existsSync(path) ? replay<Fact>(path).entries : [];
}

/** Also says how many bytes hold whole lines. */
const replay = <Fact>(path: string): ReadLines<Fact> =>
  readLines(
    path,
    0,
    reaching(path, () => readRegular(path)),
  );

/** The system may take a part only of what is written, as when a disk is nearly full; then none of it shall stay. */
function appendWhole(descriptor: number, lines: Uint8Array, size: number): void {
  try {
    for (let at = 0; at < lines.length; ) at += writeSync(descriptor, lines, at);
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  }
}

const syncData = promisify(fdatasync);
