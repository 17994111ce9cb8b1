import { expect, it } from 'vitest';

import type { RunFact } from '../../src/schedule/index.js';
import { trialOutcomes } from '../../src/schedule/trial-outcomes.js';
import { idOf, planOf } from '../helpers/plans.js';

const job = idOf('test');
const teacher = idOf('teacher');
const plan = planOf([{ name: 'teacher' }, { name: 'test', needs: ['teacher'] }]);

const result = { metrics: {}, warnings: [], seconds: 1 };

it.each<[string, RunFact, string[]]>([
  ['done by its result', { type: 'job-finished', job, slot: 0, ...result }, ['done']],
  ['done by a result of the store', { type: 'job-cached', job, ...result }, ['done']],
  ['failed by its result', { type: 'job-failed', job, slot: 0, attempt: 1, reason: 'diverged', text: '' }, ['failed']],
  ['failed by what it needs', { type: 'job-canceled', job, because: teacher }, ['failed']],
  ['canceled by a stop', { type: 'job-canceled', job, because: 'stopped' }, ['canceled']],
  [
    'canceled by a failure elsewhere that ends the run',
    { type: 'job-canceled', job, because: 'fail-fast' },
    ['canceled'],
  ],
  ['canceled where its last job was stopped', { type: 'job-stopped', job, slot: 0 }, ['canceled']],
  ['not over by another job', { type: 'job-finished', job: teacher, slot: 0, ...result }, []],
  ['not over by a start', { type: 'job-started', job, slot: 0, attempt: 1 }, []],
])('a trial is %s', (_, fact, states) => {
  const trialsOver = trialOutcomes(plan, () => false);

  expect(trialsOver(fact).map(({ state }) => state)).toEqual(states);
});

it('trials that share a result are over together, one that was done before never again', () => {
  const shared = planOf([{ name: 'test' }], ['test', 'test']);
  const [first, second] = shared.experiments[0]!.trials.map((trial, index) => ({ ...trial, id: `trial-${index}` }));
  const [experiment] = shared.experiments;
  const both = { ...shared, experiments: [{ ...experiment!, trials: [first!, second!] }] };
  const fact: RunFact = { type: 'job-cached', job, ...result };

  expect(trialOutcomes(both, () => false)(fact).map(({ trial }) => trial)).toEqual(['trial-0', 'trial-1']);
  expect(trialOutcomes(both, ({ id }) => id === 'trial-0')(fact).map(({ trial }) => trial)).toEqual(['trial-1']);
});
