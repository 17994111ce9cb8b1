import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { JobId } from '../plan/job-id.js';
import type { ObjectInfo } from './object-info.js';
import { isSystemError, reaching, StoreError } from './store-error.js';
import { syncToDisk, syncTree } from './write-file.js';

/** The results of jobs, to read. An object is there whole or not at all, and never changes. */
export interface ObjectReader {
  has(id: JobId): boolean;
  /** The object's folder, absolute. */
  folder(id: JobId): string;
  /** @throws StoreError where the object is missing or cannot be read */
  info(id: JobId): ObjectInfo;
}

/** The results of jobs, by identity. */
export interface Objects extends ObjectReader {
  /** All ids, in no order. */
  list(): JobId[];
  /**
   * Makes a folder of the same store an object, with its `object.json`, for good: files are synced, then the folder is
   * renamed. Where the object is there already it stays and the folder is removed: equal ids mean equal content.
   */
  commit(id: JobId, folder: string, info: ObjectInfo): Commit;
}

interface Commit {
  readonly wasThere: boolean;
  /** Files that are not equal to those of the object that was there, `object.json` aside. */
  readonly differing: readonly string[];
}

/** @param root the `objects` folder of a store */
export function openObjects(root: string): Objects {
  const folder = (id: JobId): string => join(root, id.slice(0, 2), id);

  return {
    folder,
    has: id => existsSync(join(folder(id), 'object.json')),

    info(id) {
      const path = join(folder(id), 'object.json');
      const text = reaching(path, () => readFileSync(path, 'utf8'));
      try {
        return JSON.parse(text) as ObjectInfo;
      } catch (cause) {
        throw new StoreError(`${path}: is not JSON`, { cause });
      }
    },

    list: () => foldersIn(root).flatMap(prefix => foldersIn(join(root, prefix)) as JobId[]),

    commit(id, from, info) {
      const to = folder(id);
      return reaching(from, () => {
        writeFileSync(join(from, 'object.json'), `${JSON.stringify(info, undefined, 2)}\n`);
        syncTree(from);
        mkdirSync(dirname(to), { recursive: true });
        if (!renameIfAbsent(from, to)) {
          const differing = differingFiles(from, to).filter(file => file !== 'object.json');
          rmSync(from, { recursive: true, force: true });
          return { wasThere: true, differing };
        }
        syncToDisk(dirname(to));
        return { wasThere: false, differing: [] };
      });
    },
  };
}

/** A folder that holds something is never replaced by rename; every object holds its `object.json`. */
function renameIfAbsent(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error) && ['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(error.code) && existsSync(to)) return false;
    throw error;
  }
}

/** Paths, from the folders, of files that are not in both with the same bytes. */
function differingFiles(a: string, b: string): string[] {
  const files = new Set([...filesIn(a), ...filesIn(b)]);
  const bytes = (folder: string, file: string): Buffer | undefined =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file)) : undefined;
  return [...files].filter(file => {
    const [inA, inB] = [bytes(a, file), bytes(b, file)];
    return !inA || !inB || !inA.equals(inB);
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(relative(folder, entry.parentPath), entry.name));

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return reaching(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
}
