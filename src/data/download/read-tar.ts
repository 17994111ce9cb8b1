import { DataError } from '../data-error.js';

/**
 * Regular files of a tar archive, by the last part of their names; folders in it are passed over, so nothing in it can
 * say where it is written.
 * Source: POSIX.1-1988, `ustar`: blocks of 512 bytes; a header with the name at 0, the size in octal digits at 124 and
 * the type at 156, then the content.
 *
 * @throws DataError where it is cut short or no archive
 */
export function readTar(path: string, bytes: Uint8Array, names: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const text = (from: number, length: number): string =>
    Buffer.from(bytes.subarray(from, from + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const start = at + block;
    if (!Number.isInteger(size) || start + size > bytes.length)
      throw new DataError(`${path}: is no tar archive, or is cut short`);
    const name = text(at, 100).split('/').at(-1) ?? '';
    const isRegular = ['', '0'].includes(text(at + 156, 1));
    if (isRegular && names.includes(name)) files.set(name, bytes.subarray(start, start + size));
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}

const block = 512;
