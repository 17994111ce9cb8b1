import { constants as access, closeSync, fstatSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';

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
  const raw = opened(file.path, descriptor => readFileSync(descriptor));
  return { ...file, bytes: isPacked(raw) ? unpack(file.path, raw) : raw };
}

/**
 * The first bytes of a file, unpacked, and how long it is: undefined where it is packed.
 *
 * @param count how many are wanted; fewer where the file is shorter
 */
export function readHead(
  { path }: DataFile,
  count: number,
): { readonly bytes: Uint8Array; readonly length: number | undefined } {
  const { length, raw } = opened(path, descriptor => {
    const size = fstatSync(descriptor).size;
    const first = new Uint8Array(Math.min(size, count + 65_536));
    readSync(descriptor, first);
    return { length: size, raw: first };
  });
  if (!isPacked(raw)) return { bytes: raw.subarray(0, count), length };
  return { bytes: unpack(path, raw, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, count), length: undefined };
}

/** Reads of an open file. Only a regular one is: a pipe or a device may be endless, or never answer. */
function opened<T>(path: string, read: (descriptor: number) => T): T {
  return reading(path, () => {
    const descriptor = openSync(path, access.O_RDONLY | (access.O_NONBLOCK ?? 0));
    try {
      if (!fstatSync(descriptor).isFile()) throw new Error('it is no regular file');
      return read(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

/** How far data may unpack: no data set comes near it, and a few kilobytes cannot ask for all of the memory. */
export const mostUnpacked = (packed: number): number => Math.min(4_000_000_000, Math.max(64 * 2 ** 20, 200 * packed));

const isPacked = (raw: Uint8Array): boolean => raw[0] === 0x1f && raw[1] === 0x8b;

function unpack(path: string, packed: Uint8Array, options: { readonly finishFlush?: number } = {}): Uint8Array {
  const most = mostUnpacked(packed.length);
  try {
    return gunzipSync(packed, { ...options, maxOutputLength: most });
  } catch (cause) {
    const isTooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    const problem = isTooLarge
      ? `${packed.length} bytes of gzip unpack to more than ${most}`
      : 'gzip data is damaged or cut short';
    throw new DataError(`${path}: ${problem}`, { cause });
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

/** @throws DataError where a file lies outside of a folder, by a link: data come from anywhere, and must not read what they like */
export function expectInside(folder: string, path: string): void {
  const way = reading(path, () => relative(realpathSync(folder), realpathSync(path)));
  if (way === '..' || way.startsWith(`..${sep}`))
    throw new DataError(`${path}: is a link that leads out of its folder ${folder}`);
}
