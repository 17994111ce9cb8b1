import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

import { temporaryFolder } from './temporary-folder.js';

/** A file system in memory, gone after the test. */
export interface SmallDisk {
  readonly folder: string;
  resize(kib: number): void;
  /** Takes the space to the last byte, or every file that could still be made. */
  fill(what: 'bytes' | 'files'): void;
  /** Gives back what `fill` took. */
  clear(): void;
  release(): void;
}

/** Whether this process may mount one. */
export const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** Folders and empty files take no bytes of such a disk, so they have a limit of their own. */
const mostFiles = 1_000;

export function smallDisk(kib: number): SmallDisk {
  const folder = temporaryFolder();
  const filler = join(folder, 'filler');
  mount(['-t', 'tmpfs', '-o', `size=${kib}k,nr_inodes=${mostFiles}`, 'tmpfs', folder]);
  const release = (): void => void spawnSync('umount', ['--lazy', folder]);
  onTestFinished(release);
  return {
    folder,
    resize: size => mount(['-o', `remount,size=${size}k`, folder]),
    fill(what) {
      mkdirSync(filler);
      const { bfree, bsize, ffree } = statfsSync(folder);
      if (what === 'bytes') writeFileSync(join(filler, 'all'), Buffer.alloc(bfree * bsize));
      else for (let file = 0; file < ffree; file++) writeFileSync(join(filler, String(file)), '');
      const left = statfsSync(folder);
      if ((what === 'bytes' ? left.bfree : left.ffree) > 0) throw new Error(`${folder} is not full`);
    },
    clear: () => rmSync(filler, { recursive: true }),
    release,
  };
}

function mount(args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}
