import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { JobSpec } from '../../src/plan/index.js';
import { openStore } from '../../src/store/index.js';
import { type JobContext, JobFailure, type JobOutcome } from '../../src/worker/job-context.js';
import type { FromWorker } from '../../src/worker/protocol.js';
import { runJob } from '../../src/worker/run-job.js';
import { idOf, planOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const job = idOf('job');
const spec: JobSpec = { kind: 'import', path: 'net', fingerprint: '' };
const { engine } = planOf([]);
const nothing: JobOutcome = { metrics: {}, warnings: [] };

type Code = (context: JobContext) => JobOutcome | Promise<JobOutcome>;

/** Does a job whose code is given, once for each code. */
async function done(codes: readonly Code[], signal = new AbortController().signal) {
  const store = openStore(join(temporaryFolder(), '.kd'));
  const answers: FromWorker[] = [];
  const epochs: number[] = [];
  for (const code of codes) {
    const order = { type: 'start-job', job, spec, attempt: store.attempts.start(job) } as const;
    const jobs = { run: async (_: JobSpec, context: JobContext) => code(context), tryOut: async () => nothing };
    const onEpoch = (_: string, { epoch }: { readonly epoch: number }): void => void epochs.push(epoch);
    answers.push(await runJob(order, { jobs, store, engine, signal, onEpoch, onResume() {} }));
  }
  return { store, answer: answers.at(-1), epochs, attempt: store.attempts.folder(job, codes.length) };
}

describe('a job in a worker', () => {
  it('becomes an object: its files, and who computed what', async () => {
    const { store, answer } = await done([
      ({ output }) => {
        mkdirSync(join(output, 'deep'));
        writeFileSync(join(output, 'deep', 'net'), 'weights');
        return { metrics: { accuracy: 0.5 }, warnings: ['weak'] };
      },
    ]);

    expect(answer).toMatchObject({ type: 'job-finished', result: { metrics: { accuracy: 0.5 }, warnings: ['weak'] } });
    expect(readFileSync(join(store.objects.folder(job), 'deep', 'net'), 'utf8')).toBe('weights');
    expect(store.objects.info(job)).toMatchObject({
      kind: 'import',
      spec,
      engine,
      metrics: { accuracy: 0.5 },
      versions: { node: process.versions.node },
    });
  });

  it('leaves its log and its epochs with the attempt', async () => {
    const progress = { phase: 'train', epoch: 1, epochs: 1, losses: { total: 2 }, metrics: {}, seconds: 0 };
    const { attempt, epochs } = await done([
      ({ log, epochFinished }) => {
        log('é one');
        epochFinished(progress);
        return nothing;
      },
    ]);

    expect(readFileSync(join(attempt, 'log.txt'), 'utf8')).toBe('é one\n');
    expect(JSON.parse(readFileSync(join(attempt, 'metrics.jsonl'), 'utf8'))).toEqual(progress);
    expect(epochs).toEqual([1]);
    expect(readdirSync(attempt).sort()).toEqual(['log.txt', 'metrics.jsonl']);
  });

  it('that fails leaves no object and nothing half-written', async () => {
    const { store, answer, attempt } = await done([
      ({ output }) => {
        writeFileSync(join(output, 'half'), '');
        throw new JobFailure('refused', 'the teacher is too weak');
      },
    ]);

    expect(answer).toEqual({ type: 'job-failed', job, reason: 'refused', text: 'the teacher is too weak' });
    expect(store.objects.has(job)).toBe(false);
    expect(readdirSync(attempt)).toEqual([]);
  });

  it('whose result is no number has diverged', async () => {
    const { answer } = await done([() => ({ metrics: { nll: Number.NaN }, warnings: [] })]);

    expect(answer).toMatchObject({ type: 'job-failed', reason: 'diverged', text: 'nll is NaN' });
  });

  it('that is asked to stop and does is no failure', async () => {
    const { answer } = await done(
      [
        ({ signal }) => {
          signal.throwIfAborted();
          return nothing;
        },
      ],
      AbortSignal.abort(),
    );

    expect(answer).toEqual({ type: 'job-stopped', job });
  });

  it('that ends although it was asked to stop is done', async () => {
    const { answer } = await done([() => nothing], AbortSignal.abort());

    expect(answer?.type).toBe('job-finished');
  });

  it('done again names the metrics and files that came out otherwise, and keeps the first', async () => {
    const withContent =
      (content: string, accuracy: number): Code =>
      ({ output }) => {
        writeFileSync(join(output, 'net'), content);
        return { metrics: { accuracy }, warnings: [] };
      };

    const { store, answer } = await done([withContent('a', 0.5), withContent('b', 0.25)]);

    expect(answer).toMatchObject({
      result: { metrics: { accuracy: 0.5 }, warnings: [expect.stringContaining('which stays: net, accuracy')] },
    });
    expect(store.objects.info(job).metrics).toEqual({ accuracy: 0.5 });
  });
});
