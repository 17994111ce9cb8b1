import { setTimeout } from 'node:timers';

import { openStore } from '../../../src/store/index.js';
import { smallDisk } from '../../helpers/small-disk.js';
import { type Ended, ended, folderWith, kd, startKd } from '../kd.js';
import { objectsOf } from '../kills/store-content.js';

/** Of a store with room enough for anything here, in KiB. */
const roomKib = 64 * 1024;
/** For seconds of work on a machine that is busy. */
const patienceMs = 180_000;
const env = { KD_CHECKPOINT_SECONDS: '0.05' };

type Objects = ReturnType<typeof objectsOf>;

/** How a run on a small disk ended: its store could not be used, jobs of it failed, or there was room. */
export type DiskEnd = 'unusable' | 'disk-full' | 'done';

/** What became of a run on a disk that was too small for it, and of the same command once there was room. */
export interface DiskStory {
  readonly end: DiskEnd | undefined;
  readonly complaints: readonly string[];
}

/** The objects of a run that has all the room it wants. */
export async function roomyRun(experiment: string): Promise<Objects> {
  const cwd = folderWith({ 'small.kd': experiment });
  const { code, stderr } = await run(cwd, cwd);
  if (code !== 0) throw new Error(stderr);
  return objectsOf(cwd);
}

/** Runs the real command with its store on a disk of some KiB, and again when the disk has grown. */
export async function runOnDisk(kib: number, experiment: string, roomy: Objects): Promise<DiskStory> {
  const cwd = folderWith({ 'small.kd': experiment });
  const disk = smallDisk(kib);
  try {
    const first = await run(cwd, disk.folder);
    disk.resize(roomKib);
    const halves = await halvesIn(disk.folder);
    const again = await run(cwd, disk.folder);
    const complaints = [
      ...first.complaints,
      ...halves,
      ...(again.code === 0 ? [] : [`with room it ended with ${again.code}: ${again.stderr.slice(-1_000)}`]),
      ...(await halvesIn(disk.folder)),
      ...differences(roomy, again.code === 0 ? objectsOf(disk.folder) : roomy),
    ];
    return { end: first.end, complaints: complaints.map(text => `${kib} KiB: ${text}`) };
  } finally {
    disk.release();
  }
}

async function run(cwd: string, place: string): Promise<Ended & DiskStory> {
  const child = startKd(['exp', 'run', '--workers', '1', '--ui', 'plain', '--store', `${place}/.kd`, 'small.kd'], {
    cwd,
    env,
  });
  child.stdin?.end();
  const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const end = await ended(child);
  clearTimeout(impatience);
  return { ...end, ...judged(end) };
}

function judged({ code, signal, stdout, stderr }: Ended): DiskStory {
  const says = (text: string, pattern: RegExp): readonly string[] =>
    pattern.test(text) ? [] : [`says nothing of ${pattern}: ${text.slice(-1_000)}`];
  switch (code) {
    case 0:
      return { end: 'done', complaints: [] };
    case 1:
      return { end: 'disk-full', complaints: says(stdout, /failed: disk-full: \S.*\/\.kd.*: the disk is full/) };
    case 3:
      return { end: 'unusable', complaints: says(stderr, /^error: .*\/\.kd.*: the disk is full$/m) };
    default:
      return { end: undefined, complaints: [`ended with ${code ?? signal}: ${stderr.slice(-1_000)}`] };
  }
}

/** What is there and not whole, by the command and by the store itself. */
async function halvesIn(place: string): Promise<string[]> {
  const { objects, runs } = openStore(`${place}/.kd`, 'read');
  const halves = objects.list().flatMap(id => (objects.has(id) ? objects.faults(id, 'checksums') : `${id} is hollow`));
  for (const { name } of runs.list()) {
    const { code, stdout, stderr } = await kd(['exp', 'verify', '--store', `${place}/.kd`, name], { cwd: place });
    if (code !== 0) halves.push(`verify ended with ${code}: ${stdout}${stderr}`);
  }
  return halves;
}

function differences(roomy: Objects, other: Objects): string[] {
  const paths = new Set([...Object.keys(roomy), ...Object.keys(other)]);
  return [...paths].filter(path => roomy[path] !== other[path]).map(path => `${path} differs`);
}
