import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { locate } from '../../src/data/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

export const digits = { name: 'digits', settings: {} };

/** The data folder of a user who keeps digits there, with one file changed after unpacking. */
export function damagedCopy(file: string, damage: (bytes: Buffer) => Uint8Array): { readonly KD_DATA: string } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'digits'));
  const location = locate(digits, {});
  if (!('files' in location)) throw new Error(location.missing);
  for (const { name, path } of location.files)
    if (name === file) writeFileSync(join(folder, 'digits', name), damage(gunzipSync(readFileSync(path))));
    else copyFileSync(path, join(folder, 'digits', basename(path)));
  return { KD_DATA: folder };
}
