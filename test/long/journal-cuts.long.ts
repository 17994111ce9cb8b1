import { expect, it } from 'vitest';

import { tiny } from '../e2e/kd.js';
import { planText } from '../helpers/plan-text.js';
import { complaintsOfCuts, complaintsOfResume, wholeRun } from '../schedule/journal-cuts/proof.js';
import { amount, since, writeResults } from './results.js';

const step = amount('LONG_CUT_STEP', 50);

it(`a journal cut at every byte is whole up to the cut, and from every ${step}th the run goes on to the same end`, async () => {
  const started = performance.now();
  const whole = await wholeRun(planText(tiny));
  const complaints = complaintsOfCuts(whole);
  console.log(`${whole.bytes.length + 1} cuts read, ${complaints.length} complaints, ${since(started)}`);
  let resumed = 0;
  for (let size = 0; size <= whole.bytes.length; size += step)
    for (const store of ['whole', 'empty'] as const) {
      complaints.push(...(await complaintsOfResume(whole, size, store)));
      if (++resumed % 50 === 0) console.log(`${resumed} resumed, ${complaints.length} complaints, ${since(started)}`);
    }

  writeResults('The journal cut at every byte', {
    cuts: (whole.bytes.length + 1).toLocaleString('en'),
    'jobs and lines': `${whole.plan.jobs.length} and ${whole.entries.length}`,
    'runs resumed': `${resumed}, from every ${step}th byte, half with an empty store`,
    'in all': since(started),
    complaints: complaints.length,
  });
  expect(complaints.slice(0, 20)).toEqual([]);
});
