import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Configured } from '../catalogue/index.js';
import { sha256 } from '../lib/hash.js';
import { DataError } from './data-error.js';
import { exampleFiles } from './examples/example-files.js';
import { type DataFile, type FileContent, readContent, reading } from './file-content.js';
import { modelFiles } from './model-files.js';
import type { DataEnvironment } from './source.js';

/**
 * What a data set's content is known by: SHA-256 over the names and the unpacked bytes of its files, so that it is the
 * same wherever the files lie and however they are packed.
 */
export const fingerprintOf = (files: readonly FileContent[]): string =>
  combineHashes(files.map(({ name, bytes }) => ({ name, hash: sha256(bytes) })));

/**
 * The fingerprint of files, reading only those that changed since the last time, by path, size and time.
 *
 * @param cacheFile JSON; made where it is not there, replaced where it is damaged
 * @throws DataError where a file cannot be read
 */
export function fingerprint(files: readonly DataFile[], cacheFile: string): string {
  const known = readCache(cacheFile);
  const seen = files.map(file => {
    const { size, mtimeMs } = reading(file.path, () => statSync(file.path));
    const cached = known[file.path];
    const isFresh = cached?.size === size && cached.mtimeMs === mtimeMs;
    return { file, entry: isFresh ? cached : { size, mtimeMs, hash: sha256(readContent(file).bytes) }, isFresh };
  });
  if (seen.some(({ isFresh }) => !isFresh))
    writeCache(cacheFile, { ...known, ...Object.fromEntries(seen.map(({ file, entry }) => [file.path, entry])) });
  return combineHashes(seen.map(({ file, entry }) => ({ name: file.name, hash: entry.hash })));
}

/** The fingerprint of a ready-made net with its weight files, or why there is none. */
export function fingerprintModel(path: string, cacheFile: string): string | { readonly missing: string } {
  try {
    return fingerprint(modelFiles(path), cacheFile);
  } catch (error) {
    if (error instanceof DataError) return { missing: error.message };
    throw error;
  }
}

/** The fingerprint of what a source of examples reads, or why there is none. */
export function fingerprintExamples(
  source: Configured,
  environment: DataEnvironment,
  cacheFile: string,
): string | { readonly missing: string } {
  try {
    const files = exampleFiles(source, environment);
    return files.length > 0 ? fingerprint(files, cacheFile) : 'no files';
  } catch (error) {
    if (error instanceof DataError) return { missing: error.message };
    throw error;
  }
}

/** A fingerprint from the hashes of unpacked files. */
export const combineHashes = (files: readonly { readonly name: string; readonly hash: string }[]): string =>
  sha256(files.map(({ name, hash }) => `${hash} ${name}\n`).join(''));

type Cache = Readonly<Record<string, { readonly size: number; readonly mtimeMs: number; readonly hash: string }>>;

/** A cache that cannot be used is an empty one: it only saves time. */
function readCache(path: string): Cache {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Cache;
  } catch {
    return {};
  }
}

function writeCache(path: string, cache: Cache): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, JSON.stringify(cache, undefined, 2));
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}
