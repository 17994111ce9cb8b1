import { lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeFolder, reaching, StoreError } from '../store/index.js';

/**
 * Where all `kd` processes of a user on this machine lease cards from one another: `$XDG_RUNTIME_DIR/kd-gpu`, or
 * `kd-gpu-<uid>` in the folder for temporary files. `KD_LEASE_DIR` names one for all users, who must be able to write
 * there, and to rename one another's files.
 */
export function leaseFolder({ KD_LEASE_DIR, XDG_RUNTIME_DIR }: Readonly<Record<string, string | undefined>>): string {
  if (KD_LEASE_DIR) return KD_LEASE_DIR;
  return XDG_RUNTIME_DIR ? join(XDG_RUNTIME_DIR, 'kd-gpu') : join(tmpdir(), `kd-gpu-${process.getuid?.() ?? 'user'}`);
}

/**
 * Makes it where it is not there. Everybody may write where temporary files are: of what is there already, only a
 * folder of one's own can be trusted.
 *
 * @throws StoreError
 */
export function makeLeaseFolder(env: Readonly<Record<string, string | undefined>>): string {
  const folder = leaseFolder(env);
  makeFolder(folder);
  if (env.KD_LEASE_DIR) return folder;
  const stat = reaching(folder, () => lstatSync(folder));
  const isOwn = process.getuid === undefined || stat.uid === process.getuid();
  if (!stat.isDirectory() || !isOwn)
    throw new StoreError(`${folder}: is not a folder of this user; name another one by KD_LEASE_DIR`);
  return folder;
}
