import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { isSystemError } from './store-error.js';

/** What a folder or file takes, and when something in it changed last. Links are not followed. */
export interface Usage {
  readonly bytes: number;
  readonly changedMs: number;
}

/** Of a tree that others may change meanwhile: what vanishes counts nothing. */
export function usageOf(path: string): Usage {
  try {
    const stat = lstatSync(path);
    if (!stat.isDirectory()) return { bytes: stat.size, changedMs: stat.mtimeMs };
    return readdirSync(path)
      .map(name => usageOf(join(path, name)))
      .reduce(sum, { bytes: 0, changedMs: stat.mtimeMs });
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return { bytes: 0, changedMs: 0 };
    throw error;
  }
}

const sum = (a: Usage, b: Usage): Usage => ({
  bytes: a.bytes + b.bytes,
  changedMs: Math.max(a.changedMs, b.changedMs),
});
