import { expect, it } from 'vitest';

import { calmRun, survive } from './kills/proof.js';

it.runIf(process.platform === 'linux')(
  'a run whose head and worker are killed at random ends with the bits of one that was left alone',
  async () => {
    const calm = await calmRun();

    const { complaints, met } = await survive(calm, 1, 0, 3);

    expect(complaints).toEqual([]);
    expect(met.length).toBeGreaterThan(0);
  },
  180_000,
);
