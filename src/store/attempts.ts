import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { JobId } from '../plan/job-id.js';
import { makeFolder } from './make-folder.js';
import { isSystemError, reaching } from './store-error.js';

/** Folders of jobs under way: what an attempt leaves for people (`log.txt`, `metrics.jsonl`), whatever its end. */
export interface Attempts {
  /** A new, empty attempt: its number is one more than the last, over all runs. */
  start(id: JobId): number;
  /** The attempt's folder, absolute. */
  folder(id: JobId, attempt: number): string;
  /** Numbers of all attempts, ascending. */
  list(id: JobId): number[];
}

/** @param root the `work` folder of a store */
export function openAttempts(root: string): Attempts {
  const jobFolder = (id: JobId): string => join(root, id.slice(0, 2), id);
  const folder = (id: JobId, attempt: number): string => join(jobFolder(id), String(attempt));

  const list = (id: JobId): number[] =>
    readdirSync(jobFolder(id))
      .filter(name => /^[1-9]\d*$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);

  return {
    folder,
    list(id) {
      try {
        return list(id);
      } catch (error) {
        if (isSystemError(error) && error.code === 'ENOENT') return [];
        throw error;
      }
    },
    start(id) {
      return reaching(jobFolder(id), () => {
        makeFolder(jobFolder(id));
        for (let attempt = (list(id).at(-1) ?? 0) + 1; ; attempt++)
          if (createFolder(folder(id, attempt))) return attempt;
      });
    },
  };
}

/** Whether this call made it; another head may work on the same job. */
function createFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}
