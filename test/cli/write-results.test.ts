import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { metricFacts } from '../../src/cli/lookups.js';
import { writeResults } from '../../src/cli/write-results.js';
import { initialState, resultsOf } from '../../src/report/index.js';
import { openStore } from '../../src/store/index.js';
import { planOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

it.skipIf(process.platform === 'win32')('results are not written through a link out of the run', () => {
  const plan = planOf([{ name: 'job' }]);
  const run = openStore(join(temporaryFolder(), '.kd')).runs.create({ plan, sources: [], started: new Date() });
  const outside = temporaryFolder();
  rmSync(run.results, { recursive: true });
  symlinkSync(outside, run.results);

  expect(() => writeResults(run, resultsOf(initialState(plan), metricFacts), '')).toThrow('is a link, not a folder');
  expect(readdirSync(outside)).toEqual([]);
});
