import { createHash } from 'node:crypto';
import { closeSync, readdirSync, readSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

import type { FileRecord } from './object-info.js';
import { openRegular } from './read-regular.js';
import { isSystemError } from './store-error.js';

/** The file that says what the others are. */
export const infoFile = 'object.json';

/** Paths of a folder's files, from the folder, with `/` between folders, sorted; `object.json` is none of them. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(relative(folder, entry.parentPath), entry.name).split(sep).join('/'))
    .filter(file => file !== infoFile)
    .sort();

/** All files of an object's folder, `object.json` among them, sorted. */
export const objectFiles = (folder: string): string[] => [...filesIn(folder), infoFile].sort();

/** Size and checksum of every file in a folder. */
export const recordFiles = (folder: string): Record<string, FileRecord> =>
  Object.fromEntries(filesIn(folder).map(file => [file, recordOf(join(folder, file))]));

/**
 * What is wrong with a file of an object: `weights.bin is missing`; undefined where nothing is. Sizes tell of most
 * accidents and cost next to nothing, checksums tell of all.
 */
export function faultOfFile(
  folder: string,
  file: string,
  expected: FileRecord,
  look: 'sizes' | 'checksums',
): string | undefined {
  if (isAbsolute(file) || file.split(/[/\\]/).includes('..')) return `${file} leads out of the object`;
  const path = join(folder, file);
  const bytes = sizeOf(path);
  if (bytes === undefined) return `${file} is missing`;
  if (bytes !== expected.bytes) return `${file} has ${bytes} bytes, expected ${expected.bytes}`;
  if (look === 'sizes' || recordOf(path).sha256 === expected.sha256) return undefined;
  return `${file} does not agree with its checksum`;
}

/** Undefined where there is no such file. */
function sizeOf(path: string): number | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat.size : undefined;
  } catch (error) {
    if (isSystemError(error) && ['ENOENT', 'ENOTDIR'].includes(error.code)) return undefined;
    throw error;
  }
}

const chunkBytes = 1 << 20;

/** Read in parts: a product may be larger than what a buffer holds. */
function recordOf(path: string): FileRecord {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const descriptor = openRegular(path);
  let bytes = 0;
  try {
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(descriptor);
  }
  return { bytes, sha256: hash.digest('hex') };
}
