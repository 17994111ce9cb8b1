import { createRequire } from 'node:module';

import { DataError } from '../data-error.js';
import type { FileContent } from '../file-content.js';
import type { Picture } from './picture.js';
import { readPictureHeader } from './read-header.js';

/** Decoders are loaded with the first picture: most experiments have none, and a check should start at once. */
const load = createRequire(import.meta.url);

/** @throws DataError where the file is no picture, is damaged, or claims to be larger than it can be */
export function decodePicture({ path, bytes }: FileContent): Picture {
  const { kind, width, height } = readPictureHeader(path, bytes, bytes.length);
  const decoded = decoding(path, kind, () => decoders[kind](bytes));
  if (decoded.width !== width || decoded.height !== height)
    throw new DataError(`${path}: is ${decoded.width}×${decoded.height}, its header says ${width}×${height}`);
  return decoded;
}

const decoders = {
  png(bytes: Uint8Array): Picture {
    const { PNG } = load('pngjs') as typeof import('pngjs');
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    return { width, height, rgba: data };
  },
  jpeg(bytes: Uint8Array): Picture {
    const { decode } = load('jpeg-js') as typeof import('jpeg-js');
    const options = { useTArray: true, formatAsRGBA: true, tolerantDecoding: false, maxResolutionInMP: 100 } as const;
    const { width, height, data } = decode(bytes, { ...options, maxMemoryUsageInMB: 2_048 });
    return { width, height, rgba: data };
  },
} as const;

/** Decoders throw whatever they like, also strings. */
function decoding<T>(path: string, kind: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`${path}: is damaged or no ${kind.toUpperCase()} that can be read (${reason})`, { cause });
  }
}
