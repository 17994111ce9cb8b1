import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { readRegular } from './read-regular.js';
import { StoreError } from './store-error.js';

/** A `.kd` file as it was when the run began. */
export interface SourceFile {
  /** Absolute; in the folder of sources where it was read from there. */
  readonly path: string;
  readonly text: string;
}

/** Keeps files in a folder, in the places they had to each other. */
export function writeSourceFiles(folder: string, files: readonly SourceFile[]): void {
  const root = commonFolder(files.map(file => dirname(file.path)));
  mkdirSync(folder);
  for (const file of files) {
    const path = join(folder, relative(root, file.path));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
}

/**
 * What `writeSourceFiles` kept, by paths in the folder with `/` between folders; nothing where there is no such folder.
 *
 * @throws StoreError where the folder, or a file in it, is a link, which leads out of the store
 */
export function readSourceFiles(folder: string): SourceFile[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) throw new StoreError(`${folder}: is not a folder`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map(path => ({
      path: relative(folder, path).split(sep).join('/'),
      text: readRegular(path).toString('utf8'),
    }));
}

/** The deepest folder that holds all of some absolute folders. */
function commonFolder([first = sep, ...others]: readonly string[]): string {
  const shared = others.reduce((parts, other) => {
    const theirs = other.split(sep);
    const differs = parts.findIndex((part, index) => part !== theirs[index]);
    return differs < 0 ? parts : parts.slice(0, differs);
  }, first.split(sep));
  return shared.join(sep) || sep;
}
