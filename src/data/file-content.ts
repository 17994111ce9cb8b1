import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { DataError } from './data-error.js';

/** A file as it was found. */
export interface DataFile {
  /** As the data set calls it, without `.gz`. */
  readonly name: string;
  readonly path: string;
}

/** A file's bytes, unpacked. */
export interface FileContent extends DataFile {
  readonly bytes: Uint8Array;
}

/** Reads a file, unpacking gzip, which is known by its first bytes and not by its name. */
export function readContent(file: DataFile): FileContent {
  const raw = reading(file.path, () => readFileSync(file.path));
  const isPacked = raw[0] === 0x1f && raw[1] === 0x8b;
  return { ...file, bytes: isPacked ? unpack(file.path, raw) : raw };
}

function unpack(path: string, packed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(packed);
  } catch (cause) {
    throw new DataError(`${path}: gzip data is damaged or cut short`, { cause });
  }
}

/** Does something to a file; what the file system has against it becomes a `DataError`. */
export function reading<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new DataError(`${path}: cannot be read (${cause instanceof Error ? cause.message : String(cause)})`, {
      cause,
    });
  }
}
