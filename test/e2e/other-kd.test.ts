import { join } from 'node:path';
import { expect, it } from 'vitest';

import { openStore } from '../../src/store/index.js';
import { planOf } from '../helpers/plans.js';
import { folderWith, kd } from './kd.js';

it('a run that was planned by a kd that names its jobs otherwise is not gone on with', async () => {
  const cwd = folderWith({});
  const { name } = openStore(join(cwd, '.kd')).runs.create({
    plan: planOf([{ name: 'job' }]),
    sources: [],
    started: new Date(),
  });

  const { code, stderr } = await kd(['exp', 'resume'], { cwd });

  expect(code).toBe(3);
  expect(stderr).toContain(`${name} was planned by another kd: job would be computed otherwise now`);
  expect(stderr).toContain('run its files again');
});
