import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import { sha256 } from '../lib/hash.js';
import type { JobId } from '../plan/job-id.js';
import type { Attempts } from './attempts.js';
import { readRegular } from './read-regular.js';
import { reaching } from './store-error.js';
import { syncToDisk, syncTree } from './write-file.js';

/**
 * Checkpoints of jobs under way, in `<attempt>/checkpoint/<number>/`: one is there whole or not at all, and a newer one
 * takes the place of the attempt's former. Its manifest, written last, holds a checksum of every other file.
 */
export interface Checkpoints {
  /**
   * Keeps what `write` puts into an empty folder, safe from a power cut, and then removes the attempt's former one.
   *
   * @returns the checkpoint's folder
   */
  save(id: JobId, attempt: number, content: CheckpointContent): string;
  /** The newest one of all attempts that can be read; says of each that is passed over why. */
  latest(id: JobId, onPassedOver: (text: string) => void): StoredCheckpoint | undefined;
  /** Removes what killed attempts before this one left half-done: outputs, and checkpoints that were never whole. */
  clearLeftovers(id: JobId, attempt: number): void;
  /** Removes all checkpoints of a job: it is done. */
  remove(id: JobId): void;
}

export interface CheckpointContent {
  /** What the job has taken so far, over all attempts. */
  readonly seconds: number;
  write(folder: string): void;
}

export interface StoredCheckpoint {
  readonly attempt: number;
  /** Absolute. */
  readonly folder: string;
  readonly seconds: number;
  /** What `write` had put into the folder, by path with `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

interface Manifest {
  readonly version: number;
  readonly job: JobId;
  readonly seconds: number;
  /** SHA-256 by path in the folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** Of the manifest and of what lies beside it; a higher one is not read. */
const formatVersion = 1;
const manifestFile = 'manifest.json';

export function openCheckpoints(attempts: Attempts): Checkpoints {
  const rootOf = (id: JobId, attempt: number): string => join(attempts.folder(id, attempt), 'checkpoint');
  const newestFirst = (id: JobId) =>
    attempts
      .list(id)
      .reverse()
      .flatMap(attempt =>
        numbersIn(rootOf(id, attempt)).map(number => ({ attempt, folder: join(rootOf(id, attempt), String(number)) })),
      );

  return {
    save(id, attempt, { seconds, write }) {
      const root = rootOf(id, attempt);
      return reaching(root, () => {
        const former = numbersIn(root);
        const folder = join(root, String((former[0] ?? 0) + 1));
        const unfinished = `${folder}.tmp`;
        try {
          mkdirSync(unfinished, { recursive: true });
          write(unfinished);
          const manifest: Manifest = { version: formatVersion, job: id, seconds, files: checksumsOf(unfinished) };
          writeFileSync(join(unfinished, manifestFile), `${JSON.stringify(manifest)}\n`);
          syncTree(unfinished);
          renameSync(unfinished, folder);
        } catch (error) {
          rmSync(unfinished, { recursive: true, force: true });
          throw error;
        }
        syncToDisk(root);
        for (const number of former) rmSync(join(root, String(number)), { recursive: true, force: true });
        return folder;
      });
    },

    latest(id, onPassedOver) {
      for (const { attempt, folder } of newestFirst(id)) {
        const read = readCheckpoint(folder, id);
        if (typeof read !== 'string') return { attempt, folder, ...read };
        onPassedOver(`${folder}: the checkpoint ${read}`);
      }
      return undefined;
    },

    clearLeftovers(id, attempt) {
      for (const earlier of attempts.list(id).filter(number => number < attempt)) {
        rmSync(join(attempts.folder(id, earlier), 'output'), { recursive: true, force: true });
        const root = rootOf(id, earlier);
        for (const name of namesIn(root).filter(isUnfinished))
          rmSync(join(root, name), { recursive: true, force: true });
      }
    },

    remove(id) {
      for (const attempt of attempts.list(id)) rmSync(rootOf(id, attempt), { recursive: true, force: true });
    },
  };
}

const isUnfinished = (name: string): boolean => name.endsWith('.tmp');

/** Descending. */
const numbersIn = (root: string): number[] =>
  namesIn(root)
    .filter(name => /^[1-9]\d*$/.test(name))
    .map(Number)
    .sort((a, b) => b - a);

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** All of a whole checkpoint, or what is wrong with it. */
function readCheckpoint(folder: string, id: JobId): Pick<StoredCheckpoint, 'seconds' | 'files'> | string {
  try {
    const manifest = JSON.parse(readRegular(join(folder, manifestFile)).toString('utf8')) as Manifest;
    if (manifest.version > formatVersion)
      return `was written by a newer kd (format ${manifest.version}; this one knows ${formatVersion})`;
    if (manifest.job !== id) return `belongs to the job ${manifest.job}`;
    const files = new Map<string, Uint8Array>();
    for (const [file, checksum] of Object.entries(manifest.files)) {
      if (file.split('/').includes('..')) return `names a file outside of it: ${file}`;
      const bytes = readRegular(join(folder, file));
      if (sha256(bytes) !== checksum) return `is damaged: ${file} has other content`;
      files.set(file, bytes);
    }
    return { seconds: manifest.seconds, files };
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function checksumsOf(folder: string): Record<string, string> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(
    file => file !== manifestFile && statSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(files.map(file => [file.replaceAll(sep, '/'), sha256(readFileSync(join(folder, file)))]));
}
