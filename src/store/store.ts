import { accessSync, constants, existsSync, lstatSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { type Attempts, openAttempts } from './attempts.js';
import { type Checkpoints, openCheckpoints } from './checkpoints.js';
import { type Claims, openClaims } from './claims.js';
import { makeFolder } from './make-folder.js';
import { type Objects, openObjects } from './objects.js';
import { readIfThere } from './read-if-there.js';
import { openRuns, type Runs } from './runs.js';
import { isSystemError, reaching, StoreError } from './store-error.js';
import { writeFileWhole } from './write-file.js';

/** A folder, `.kd` by default, that holds all that was computed and all that happened. */
export interface Store {
  /** Absolute. */
  readonly folder: string;
  readonly objects: Objects;
  readonly attempts: Attempts;
  readonly checkpoints: Checkpoints;
  readonly claims: Claims;
  readonly runs: Runs;
}

/** Of the layout; a store of a higher one is left alone. */
const layoutVersion = 1;

/**
 * Opens a store; to write, it is made where there is none, and to read, a missing one is empty.
 *
 * @throws StoreError where the folder cannot be used, or was written by a newer kd
 */
export function openStore(folder: string, access: 'read' | 'write' = 'write'): Store {
  const root = resolve(folder);
  expectFolder(root);
  for (const part of parts) expectNoLink(join(root, part));
  const version = versionOf(root);
  if (version !== undefined && !(version <= layoutVersion))
    throw new StoreError(`${root}: was written by a newer kd (layout ${version}; this one knows ${layoutVersion})`);
  if (access === 'write') makeReady(root);
  const attempts = openAttempts(join(root, 'work'));
  return {
    folder: root,
    objects: openObjects(join(root, 'objects'), join(root, 'damaged')),
    attempts,
    checkpoints: openCheckpoints(attempts),
    claims: openClaims(join(root, 'work'), join(root, 'runs')),
    runs: openRuns(join(root, 'runs')),
  };
}

/** One that is there must let itself be read: it would pass for an empty one. */
function expectFolder(root: string): void {
  reaching(root, () => {
    try {
      readdirSync(root);
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return;
      if (existsSync(root) && !statSync(root).isDirectory()) throw new StoreError(`${root}: is a file, not a folder`);
      throw error;
    }
  });
}

/** Folders of a store; the first three are always there. */
const parts = ['objects', 'work', 'runs', 'damaged', 'trash'];

/** A store from elsewhere could have what is written into it, and what is deleted, lie anywhere. */
function expectNoLink(path: string): void {
  const stat = reaching(path, () => lstatSync(path, { throwIfNoEntry: false }));
  if (stat?.isSymbolicLink())
    throw new StoreError(`${path}: is a link; a store elsewhere is named as a whole, by --store or KD_STORE`);
}

function makeReady(root: string): void {
  for (const part of parts.slice(0, 3)) makeFolder(join(root, part));
  reaching(root, () => {
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
    if (readIfThere(versionFile(root)) !== undefined) return;
    // A store holds gigabytes, and often lies in a project under version control.
    writeFileSync(join(root, '.gitignore'), '*\n');
    writeFileWhole(versionFile(root), `${JSON.stringify({ version: layoutVersion })}\n`);
  });
}

function versionOf(root: string): number | undefined {
  const path = versionFile(root);
  const text = reaching(path, () => readIfThere(path));
  if (text === undefined) return undefined;
  try {
    return (JSON.parse(text) as { readonly version: number }).version;
  } catch (cause) {
    throw new StoreError(`${path}: is not JSON`, { cause });
  }
}

const versionFile = (root: string): string => join(root, 'store.json');
