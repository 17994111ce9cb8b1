import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { JobId } from '../plan/job-id.js';
import { usageOf } from './disk-usage.js';
import { makeFolder } from './make-folder.js';
import { infoFile } from './object-files.js';
import { renameIfAbsent } from './rename-if-absent.js';
import { isSystemError, reaching } from './store-error.js';

/** Something in the store that nobody needs. */
export interface Garbage {
  /** An object no run needs; the work folder of a job that is done, or of one no run needs; what was set aside. */
  readonly kind: 'object' | 'work' | 'damaged' | 'leftover';
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** What decides what is needed. Looked at again before anything is deleted. */
export interface Needs {
  /** Jobs of all runs. */
  readonly jobs: ReadonlySet<JobId>;
  /** Left alone: what changed since then, in ms since 1970. Some head may be about to use it. */
  readonly sinceMs: number;
}

/** @param root of a store */
export function findGarbage(root: string, needs: Needs): Garbage[] {
  return reaching(root, () =>
    [
      ...byJob(join(root, 'objects')).flatMap(folder =>
        needs.jobs.has(idOf(folder)) ? [] : ({ kind: 'object', path: folder } as const),
      ),
      ...byJob(join(root, 'work')).flatMap(folder =>
        isCommitted(root, idOf(folder)) || !needs.jobs.has(idOf(folder))
          ? ({ kind: 'work', path: folder } as const)
          : [],
      ),
      ...namesIn(join(root, 'damaged')).map(name => ({ kind: 'damaged', path: join(root, 'damaged', name) }) as const),
      ...namesIn(join(root, 'runs'))
        .filter(name => name.startsWith('.new-'))
        .map(name => ({ kind: 'leftover', path: join(root, 'runs', name) }) as const),
      ...namesIn(join(root, 'trash')).map(name => ({ kind: 'leftover', path: join(root, 'trash', name) }) as const),
    ].flatMap(({ kind, path }) => {
      const { bytes, changedMs } = usageOf(path);
      return changedMs < needs.sinceMs ? [{ kind, path, bytes }] : [];
    }),
  );
}

/**
 * Deletes garbage in two steps, for a run may start meanwhile: it is moved away, then what a new run needs after all is
 * put back, and the rest deleted. A run that looks in between finds nothing and computes it again, which does no harm.
 *
 * @param needsNow looks again
 * @returns what was deleted
 */
export function deleteGarbage(root: string, garbage: readonly Garbage[], needsNow: () => Needs): Garbage[] {
  const trash = join(root, 'trash');
  makeFolder(trash);
  const moved = garbage.flatMap(piece => {
    const to = join(trash, `${piece.kind}-${basename(piece.path)}`);
    return dirname(piece.path) === trash ? { piece, to: piece.path } : moveAway(piece, to);
  });
  const { jobs } = needsNow();
  const deleted = moved.filter(({ piece, to }) => {
    if (piece.kind === 'object' && jobs.has(idOf(piece.path)) && renameIfAbsent(to, piece.path)) return false;
    reaching(to, () => rmSync(to, { recursive: true, force: true }));
    return true;
  });
  removeIfEmpty(trash);
  return deleted.map(({ piece }) => piece);
}

/** Nothing where it is gone, or where one of that name was left there by a killed collection. */
function moveAway(piece: Garbage, to: string): { readonly piece: Garbage; readonly to: string }[] {
  try {
    rmSync(to, { recursive: true, force: true });
    renameSync(piece.path, to);
    return [{ piece, to }];
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    return reaching(piece.path, () => {
      throw error;
    });
  }
}

const idOf = (folder: string): JobId => basename(folder) as JobId;

const isCommitted = (root: string, id: JobId): boolean =>
  existsSync(join(root, 'objects', id.slice(0, 2), id, infoFile));

/** Folders `<ab>/<id>` of a folder. */
const byJob = (root: string): string[] =>
  namesIn(root).flatMap(prefix => namesIn(join(root, prefix)).map(name => join(root, prefix, name)));

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isSystemError(error) && ['ENOENT', 'ENOTDIR'].includes(error.code)) return [];
    throw error;
  }
}

function removeIfEmpty(folder: string): void {
  if (namesIn(folder).length === 0) rmSync(folder, { recursive: true, force: true });
}
