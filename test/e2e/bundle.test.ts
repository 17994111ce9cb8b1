import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar';
import { expect, it } from 'vitest';

import { folderWith, kd, tiny } from './kd.js';

it('a run is packed to one file, which is verified elsewhere and unpacks to a store', {
  timeout: 120_000,
}, async () => {
  const cwd = folderWith({ 'tiny.kd': tiny.replace('each 1..2', '1') });
  const there = folderWith({});
  await kd(['exp', 'run', 'tiny.kd'], { cwd });

  const packed = await kd(['exp', 'export', '--bundle', join(there, 'tiny.tar.gz')], { cwd });
  const again = await kd(['exp', 'export', '--bundle', 'again.tar.gz'], { cwd });
  const verified = await kd(['exp', 'verify', 'tiny.tar.gz'], { cwd: there });

  expect(packed).toMatchObject({ code: 0, stderr: '' });
  expect(again.code).toBe(0);
  const bytes = readFileSync(join(there, 'tiny.tar.gz'));
  expect(readFileSync(join(cwd, 'again.tar.gz')).equals(bytes)).toBe(true);
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('all as written') });
  expect(readdirSync(there)).toEqual(['tiny.tar.gz']);

  execFileSync('tar', ['xzf', 'tiny.tar.gz'], { cwd: there });
  const shown = await kd(['exp', 'show'], { cwd: there });
  expect(shown.stdout).toBe((await kd(['exp', 'show'], { cwd })).stdout);
  expect(await kd(['exp', 'verify'], { cwd: there })).toMatchObject({ code: 0 });
});

it('what is damaged in a bundle is named, and one that is none is refused', { timeout: 120_000 }, async () => {
  const cwd = folderWith({ 'tiny.kd': tiny.replace('each 1..2', '1') });
  await kd(['exp', 'run', 'tiny.kd'], { cwd });
  await kd(['exp', 'export', '--bundle', 'whole.tar.gz'], { cwd });
  const entries = await unpackTar(gunzipSync(readFileSync(join(cwd, 'whole.tar.gz'))));
  const repacked = async (change: (list: typeof entries) => typeof entries) =>
    writeFileSync(join(cwd, 'changed.tar.gz'), gzipSync(await packTar(change(entries))));
  const verify = () => kd(['exp', 'verify', 'changed.tar.gz'], { cwd });

  await repacked(list =>
    list.map(entry =>
      entry.header.name.endsWith('weights.bin') ? { ...entry, data: new Uint8Array(entry.data!).fill(1, 0, 4) } : entry,
    ),
  );
  const flipped = await verify();
  await repacked(list => list.filter(({ header }) => !header.name.endsWith('logits.bin')));
  const missing = await verify();
  await repacked(list => list.filter(({ header }) => !header.name.endsWith('plan.json')));
  const planless = await verify();
  writeFileSync(join(cwd, 'changed.tar.gz'), 'no archive');
  const none = await verify();

  expect(flipped.code).toBe(3);
  expect(flipped.stdout).toMatch(/file: \.kd\/objects\/\S+weights\.bin does not agree with its checksum/);
  expect(flipped.stdout).toMatch(/object: .*weights\.bin does not agree with its checksum/);
  expect(missing).toMatchObject({ code: 3, stdout: expect.stringContaining('logits.bin is missing') });
  expect(planless).toMatchObject({ code: 3, stdout: expect.stringMatching(/plan: .*plan\.json: is missing/) });
  expect(none).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('changed.tar.gz: is no archive') });
});
