import { crc32, inflateRawSync } from 'node:zlib';

import { DataError } from '../data-error.js';
import { mostUnpacked } from '../file-content.js';

/**
 * Files of a ZIP archive, by name; only those that are asked for are unpacked.
 * Source: PKWARE, APPNOTE.TXT 6.3, §4.3: the directory lies at the end, and says of every file where it begins, how it
 * is packed, how long it is and its CRC-32. Archives beyond 4 GiB (ZIP64) are not read.
 *
 * @param path what messages call it
 * @throws DataError where it is none, is damaged, or where a file unpacks to more than its bytes can hold
 */
export function readZip(path: string, bytes: Uint8Array, names: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const files = new Map<string, Uint8Array>();
  for (const entry of directoryOf(path, view, bytes))
    if (names.includes(entry.name)) files.set(entry.name, unpack(path, view, bytes, entry));
  return files;
}

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const signature = { end: 0x06054b50, directory: 0x02014b50, file: 0x04034b50 } as const;

function* directoryOf(path: string, view: DataView, bytes: Uint8Array): Generator<ZipEntry> {
  const end = findEnd(path, view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > end || view.getUint32(at, true) !== signature.directory)
      throw new DataError(`${path}: its directory is damaged`);
    const [nameLength, extra, comment] = [28, 30, 32].map(field => view.getUint16(at + field, true));
    yield {
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0))).toString('utf8'),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
}

/** The end record lies within the last 64 KiB, before a comment. */
function findEnd(path: string, view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === signature.end) return at;
  throw new DataError(`${path}: is no ZIP archive, or is cut short`);
}

/** Deflate makes at most 1,032 bytes of one. */
const mostRatio = 1_032;

function unpack(path: string, view: DataView, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, method, crc, packedSize, size, offset } = entry;
  const damaged = (what: string): DataError => new DataError(`${path}: ${name} in it ${what}`);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== signature.file)
    throw damaged('is not where it should be');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw damaged(`has ${packedSize} bytes, more than the archive`);
  if (size > packedSize * mostRatio) throw damaged(`claims ${size} bytes, more than ${packedSize} can hold`);
  const most = mostUnpacked(packedSize);
  if (size > most) throw damaged(`claims ${size} bytes, more than the ${most} that ${packedSize} may unpack to`);
  if (method !== 0 && method !== 8) throw damaged(`is packed by method ${method}, expected 0 or 8`);

  const packed = bytes.subarray(start, start + packedSize);
  const content = method === 0 ? packed : inflate(packed, size, damaged);
  if (content.length !== size) throw damaged(`has ${content.length} bytes, expected ${size}`);
  if (crc32(content) !== crc) throw damaged('is damaged: its checksum differs');
  return content;
}

function inflate(packed: Uint8Array, size: number, damaged: (what: string) => DataError): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw damaged(`is damaged, or unpacks to more than the ${size} bytes it claims`);
  }
}
