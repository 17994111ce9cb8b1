import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { random } from '../lib/random.js';
import { inputsOf } from '../plan/index.js';
import { readConfiguration } from './configuration.js';
import type { JobContext, JobOutcome } from './job-context.js';
import type { Jobs } from './jobs/index.js';
import { serve } from './serve.js';

/**
 * A null device: a worker like the real one that computes nothing. Results are drawn from the job's id, so they are
 * equal whenever and wherever they are "computed"; inputs must be in the store, as for a real job.
 */
const jobs: Jobs = {
  async run(spec, context) {
    for (const input of inputsOf(spec)) context.store.info(input);
    for (const epoch of spec.kind === 'train' ? [1, 2, 3] : []) {
      await setImmediate();
      context.signal.throwIfAborted();
      context.epochFinished(progressAt(epoch, context));
    }
    writeFileSync(join(context.output, 'null.json'), JSON.stringify({ job: context.job }));
    return outcomeOf(context);
  },
  tryOut: async (_spec, context) => outcomeOf(context),
};

const progressAt = (epoch: number, { job }: JobContext) => ({
  phase: 'train',
  epoch,
  epochs: 3,
  losses: { total: random(0).for(job).uniform(epoch) / epoch },
  metrics: {},
  seconds: 0,
});

const outcomeOf = ({ job }: JobContext): JobOutcome => ({
  metrics: { accuracy: random(0).for(job).uniform(0) },
  warnings: [],
});

serve(readConfiguration(process.argv.slice(2), process.env), async () => jobs);
