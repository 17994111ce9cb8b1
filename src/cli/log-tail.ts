import { closeSync, existsSync, fstatSync, readSync } from 'node:fs';

import { visible } from '../lib/visible.js';
import { openRegular, reaching } from '../store/index.js';

const tailBytes = 64 * 1024;

/** The last lines of a log, safe to show; undefined where there is none. A log may be large, and hold anything. */
export function logTail(path: string, lines: number): readonly string[] | undefined {
  if (!existsSync(path)) return undefined;
  const descriptor = reaching(path, () => openRegular(path));
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, tailBytes));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8').trimEnd();
    return text === '' ? [] : text.split(/\r?\n/).slice(-lines).map(visible);
  } finally {
    closeSync(descriptor);
  }
}
