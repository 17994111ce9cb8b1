import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { folderWith, kd, tiny } from './kd.js';

it('a damaged result is found, set aside, and computed again; a damaged plan and journal are told', {
  timeout: 120_000,
}, async () => {
  const cwd = folderWith({ 'tiny.kd': tiny.replace('each 1..2', '1') });
  expect(await kd(['exp', 'run', 'tiny.kd'], { cwd })).toMatchObject({ code: 0 });
  expect(await kd(['exp', 'verify'], { cwd })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('all as written'),
  });

  const logits = readdirSync(join(cwd, '.kd', 'objects'), { recursive: true, encoding: 'utf8' }).find(path =>
    path.endsWith('logits.bin'),
  )!;
  const path = join(cwd, '.kd', 'objects', logits);
  writeFileSync(path, readFileSync(path).fill(0, 0, 40));
  const found = await kd(['exp', 'verify'], { cwd });
  expect(found).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('logits.bin does not agree with its checksum'),
  });
  expect(await kd(['exp', 'verify', '--repair'], { cwd })).toMatchObject({ code: 0 });
  const planned = await kd(['exp', 'plan', '--json', 'tiny.kd'], { cwd });
  expect(planned.stdout).toContain('"state": "new"');

  const run = join(cwd, '.kd', 'runs', readdirSync(join(cwd, '.kd', 'runs'))[0]!);
  const plan = readFileSync(join(run, 'plan.json'), 'utf8');
  writeFileSync(join(run, 'plan.json'), plan.replace('"epochs":5', '"epochs":6'));
  expect(await kd(['exp', 'verify'], { cwd })).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('does not follow from its settings'),
  });
  rmSync(join(run, 'plan.json'));
  expect(await kd(['exp', 'verify', '--json'], { cwd })).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('"where": "plan"'),
  });
  expect(await kd(['exp', 'gc'], { cwd })).toMatchObject({ code: 3, stderr: expect.stringContaining('plan.json') });
  expect(await kd(['exp', 'ls'], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining('damaged: ') });
});
