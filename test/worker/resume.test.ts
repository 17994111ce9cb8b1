import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { sha256 } from '../../src/lib/hash.js';
import type { Plan } from '../../src/plan/index.js';
import { openStore, type Store } from '../../src/store/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { ofType, type RunUnderTest, runOf, type TestOptions } from '../helpers/run-of.js';
import { digitsSpec, trainSpec } from './jobs/small-store.js';

const job = idOf('job');
const spec = trainSpec({ epochs: 6, data: digitsSpec({ validation: { count: 200 } }) });
const [sketched] = planOf([{ name: 'job', retries: 1 }]).jobs;
const plan: Plan = { ...planOf([{ name: 'job' }]), jobs: [{ ...sketched!, spec }] };

const realWorker = join(import.meta.dirname, '..', '..', 'dist', 'src', 'worker', 'main.js');

const runReal = (options: TestOptions = {}, of = plan): RunUnderTest =>
  runOf(of, { workers: 1, workerProgram: realWorker, timing: { stop: 60_000 }, ...options });

/** The checksum of each of the object's files; of `object.json` all but the seconds and what sums it up. */
function objectOf({ objects }: Store): Record<string, string> {
  const folder = objects.folder(job);
  const files = readdirSync(folder).map(file => [file, sha256(readFileSync(join(folder, file)))] as const);
  const { seconds: _, sha256: _sum, ...info } = { sha256: '', ...objects.info(job) };
  return { ...Object.fromEntries(files), 'object.json': JSON.stringify(info) };
}

const filesOf = ({ attempts }: Store, attempt: number): string[] => readdirSync(attempts.folder(job, attempt)).sort();

const logOf = ({ attempts }: Store, attempt: number): string =>
  readFileSync(join(attempts.folder(job, attempt), 'log.txt'), 'utf8');

/** A run of which the only job was asked to stop after some epochs; the stop alone writes a checkpoint. */
async function stoppedAfter(epoch: number): Promise<RunUnderTest> {
  const stopped = runReal({
    onFact: (event, handle) => {
      if (event.type === 'epoch-finished' && event.epoch === epoch) handle.ask({ type: 'stop' }, 'signal');
    },
  });
  expect(await stopped.outcome).toBe('stopped');
  return stopped;
}

let undisturbed: Record<string, string>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kd-whole-'));
  const store = openStore(folder);
  await runReal({ store }).outcome;
  undisturbed = objectOf(store);
  rmSync(folder, { recursive: true });
}, 60_000);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a training whose worker is killed', () => {
  it('goes on from its last checkpoint and leaves the same object, byte for byte', async () => {
    vi.stubEnv('KD_CHECKPOINT_SECONDS', '0');

    const { store, events, outcome } = runReal({
      onFact: event => {
        if (event.type === 'epoch-finished' && event.epoch === 3 && ofType(events, 'job-failed').length === 0)
          process.kill(ofType(events, 'worker-started').at(-1)!.pid, 'SIGKILL');
      },
    });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'job-failed')).toMatchObject([{ attempt: 1, reason: 'crashed' }]);
    expect(ofType(events, 'job-resumed')).toMatchObject([{ job, attempt: 2, from: 1, epochs: 6 }]);
    expect(ofType(events, 'job-resumed')[0]!.epoch).toBeGreaterThanOrEqual(2);
    expect(objectOf(store)).toEqual(undisturbed);
    expect(filesOf(store, 1)).toEqual(['log.txt', 'metrics.jsonl']);
    expect(filesOf(store, 2)).toEqual(['log.txt', 'metrics.jsonl']);
  });
});

describe('a training that is asked to stop', () => {
  it('writes a checkpoint, and the next run goes on from it to the same object', async () => {
    const { store, run } = await stoppedAfter(2);
    const checkpoint = join(store.attempts.folder(job, 1), 'checkpoint', '1');
    const { seconds } = JSON.parse(readFileSync(join(checkpoint, 'manifest.json'), 'utf8'));

    const { events, outcome } = runReal({ store, run });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'job-resumed')).toMatchObject([{ job, attempt: 2, from: 1 }]);
    expect(objectOf(store)).toEqual(undisturbed);
    expect(store.objects.info(job).seconds).toBeGreaterThan(seconds);
    expect(existsSync(checkpoint)).toBe(false);
  });

  it('begins anew where its checkpoint is damaged, and says so', async () => {
    const { store, run } = await stoppedAfter(2);
    const tensors = join(store.attempts.folder(job, 1), 'checkpoint', '1', 'tensors.bin');
    const bytes = readFileSync(tensors);
    bytes[100]! ^= 1;
    writeFileSync(tensors, bytes);

    const { events, outcome } = runReal({ store, run });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'job-resumed')).toEqual([]);
    expect(logOf(store, 2)).toContain('is damaged: tensors.bin has other content');
    expect(objectOf(store)).toEqual(undisturbed);
  });
});

describe('a training that diverges', () => {
  it('says where, and keeps the last checkpoint before it', async () => {
    vi.stubEnv('KD_CHECKPOINT_SECONDS', '0');
    const optimizer = { name: 'sgd', settings: { lr: 1e30, momentum: 0, nesterov: false, 'weight-decay': 0 } };
    const [planned] = plan.jobs;
    const jobs = [{ ...planned!, spec: { ...spec, train: { ...spec.train, optimizer } } }];

    const { store, events, outcome } = runReal({}, { ...plan, jobs });

    expect(await outcome).toBe('failed');
    const checkpoint = store.checkpoints.latest(job, text => expect.unreachable(text));
    expect(ofType(events, 'job-failed')).toMatchObject([
      {
        reason: 'diverged',
        text: expect.stringMatching(/^hard became NaN or infinite in step 1 of phase `\S+`, in epoch 1/),
      },
    ]);
    expect(logOf(store, 1)).toContain(`last checkpoint before it: ${checkpoint!.folder}`);
  });
});

describe('a fresh run', () => {
  it('goes on from no checkpoint of another run, but from its own', async () => {
    const { store } = await stoppedAfter(2);
    const stopped = runReal({
      store,
      fresh: true,
      onFact: (event, handle) => {
        if (event.type === 'epoch-finished' && event.epoch === 3) handle.ask({ type: 'stop' }, 'signal');
      },
    });
    expect(await stopped.outcome).toBe('stopped');

    const resumed = runReal({ store, run: stopped.run, fresh: true });

    expect(await resumed.outcome).toBe('done');
    expect(ofType(stopped.events, 'job-resumed')).toEqual([]);
    expect(ofType(resumed.events, 'job-resumed')).toMatchObject([{ epoch: 3 }]);
    expect(objectOf(store)).toEqual(undisturbed);
  });
});
