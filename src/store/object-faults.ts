import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { faultOfFile, infoFile } from './object-files.js';
import { decodeInfo, type ObjectInfo } from './object-info.js';
import { readIfThere } from './read-if-there.js';
import { reaching } from './store-error.js';

/**
 * What an object's folder says of itself, or what is wrong with its `object.json`.
 *
 * @throws StoreError where it cannot be read, or was written by a newer kd
 */
export function readInfo(folder: string): ObjectInfo | { readonly wrong: string } {
  const path = join(folder, infoFile);
  const text = reaching(path, () => readIfThere(path));
  if (text === undefined) return { wrong: `${infoFile} is missing` };
  const info = decodeInfo(text, path);
  return 'wrong' in info ? { wrong: `${infoFile} ${info.wrong}` } : info;
}

/**
 * All that is wrong with an object's folder, a clause each; nothing where it is whole, or not there at all. Objects of
 * before files were listed are known by their `object.json` alone.
 */
export function faultsOf(folder: string, look: 'sizes' | 'checksums'): string[] {
  if (!existsSync(folder)) return [];
  const info = readInfo(folder);
  if ('wrong' in info) return [info.wrong];
  return reaching(folder, () =>
    Object.entries(info.files ?? {}).flatMap(([file, record]) => faultOfFile(folder, file, record, look) ?? []),
  );
}
