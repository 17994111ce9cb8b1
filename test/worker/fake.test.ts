import { expect, it } from 'vitest';

import { idOf, planOf } from '../helpers/plans.js';
import { ofType, runOf, storyOf } from '../helpers/run-of.js';

it('the fake worker fails a job whose input is not in the store, as a real one would', async () => {
  const plan = planOf([{ name: 'input' }, { name: 'job', needs: ['input'] }]);
  const broken = { ...plan, jobs: plan.jobs.slice(1).map(job => ({ ...job, needs: [] })) };

  const { events, outcome } = runOf(broken);

  expect(await outcome).toBe('failed');
  expect(storyOf(events, 'job')).toEqual(['started', 'failed']);
  expect(ofType(events, 'job-failed')[0]).toMatchObject({ job: idOf('job'), reason: 'damaged-input' });
});
