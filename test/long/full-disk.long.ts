import { expect, it } from 'vitest';

import { type DiskStory, roomyRun, runOnDisk } from '../e2e/full-disk/proof.js';
import { tiny } from '../e2e/kd.js';
import { canMount } from '../helpers/small-disk.js';
import { amount, since, writeResults } from './results.js';

const firstKib = 16;
const stepKib = amount('LONG_DISK_STEP', 8);
const mostKib = 4_096;

it.skipIf(!canMount)(
  'ends well on a disk of any size, and goes on when there is room (needs to mount one)',
  async () => {
    const started = performance.now();
    const roomy = await roomyRun(tiny);
    const stories: DiskStory[] = [];
    let kib = firstKib;
    for (; kib <= mostKib && stories.at(-1)?.end !== 'done'; kib += stepKib) {
      stories.push(await runOnDisk(kib, tiny, roomy));
      console.log(`${kib} KiB: ${stories.at(-1)?.end}, ${since(started)}`);
    }

    const complaints = stories.flatMap(story => story.complaints);
    const count = (end: DiskStory['end']): number => stories.filter(story => story.end === end).length;
    writeResults('A full disk under a real run', {
      disks: `${stories.length}, from ${firstKib} to ${kib - stepKib} KiB by ${stepKib}`,
      'ended by a store that is full (3)': count('unusable'),
      'ended by jobs that failed (1)': count('disk-full'),
      'had room': count('done'),
      'in all': since(started),
      complaints: complaints.length,
    });
    expect(complaints).toEqual([]);
    expect(stories.at(-1)?.end).toBe('done');
  },
);
