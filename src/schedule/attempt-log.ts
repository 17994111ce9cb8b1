import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { reaching } from '../store/index.js';

/** What a worker's process writes to its standard streams, beside what job code logs into the same `log.txt`. */
export interface AttemptLog {
  write(text: Buffer): void;
  /** The end of what was written, for finding the cause of a death. */
  tail(): string;
  close(): void;
}

const tailBytes = 8 * 1024;

/** Keeps the first `limitBytes`, says so, and drops the rest: a flood shall not fill the disk. */
export function openAttemptLog(folder: string, limitBytes = 16 * 1024 * 1024): AttemptLog {
  const path = join(folder, 'log.txt');
  const descriptor = reaching(path, () => openSync(path, 'a'));
  let written = 0;
  let tail = Buffer.alloc(0);
  return {
    write(text) {
      tail = Buffer.concat([tail, text]).subarray(-tailBytes);
      if (written >= limitBytes) return;
      const kept = text.subarray(0, limitBytes - written);
      written += kept.length;
      const rest = written >= limitBytes ? '\n… the rest of this log was dropped: it is too long\n' : '';
      try {
        writeSync(descriptor, kept);
        writeSync(descriptor, rest);
      } catch {
        // A log that cannot be written, as on a full disk, is no reason to end a run that can go on.
      }
    },
    tail: () => tail.toString('utf8'),
    close: () => closeSync(descriptor),
  };
}
