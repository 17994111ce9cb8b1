/**
 * What checkpoints cost a training: each net trains for 65 seconds as a job does, with the interval a worker takes by
 * itself, written and synced to a disk beside this repository. At most 3 % of a job's time.
 * Run by `npm run bench`, or after `npm run build` by `node bench/checkpoint.js`.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { readDataset } from '../dist/src/data/index.js';
import { startEngine } from '../dist/src/learn/engines/index.js';
import { Training } from '../dist/src/learn/loop.js';
import { sha256 } from '../dist/src/lib/hash.js';
import { openStore } from '../dist/src/store/index.js';
import { openJobCheckpoints } from '../dist/src/worker/job-checkpoints.js';
import { createDatasets } from '../dist/src/worker/jobs/datasets.js';
import { prepareTraining } from '../dist/src/worker/jobs/train.js';
import { keep } from '../dist/src/worker/jobs/training-checkpoints.js';

const seconds = 65;
const from = { name: 'mnist', settings: {} };
const data = {
  from,
  fingerprint: readDataset(from, {}).fingerprint,
  train: 'all',
  validation: { count: 500 },
  test: 'all',
  labeled: 'all',
  augment: [],
  splitSeed: 0,
};
const train = {
  length: { epochs: 1000 },
  batch: 128,
  optimizer: { name: 'adam', settings: { lr: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
  schedule: { name: 'constant', settings: { warmup: 0 } },
  labelSmoothing: 0,
  select: 'accuracy',
};
const nets = {
  'mlp(32)': { name: 'mlp', settings: { hidden: [32], dropout: 0 } },
  'mlp(512, 512)': { name: 'mlp', settings: { hidden: [512, 512], dropout: 0 } },
  'mlp(2048, 2048)': { name: 'mlp', settings: { hidden: [2048, 2048], dropout: 0 } },
  'resnet(8)': { name: 'resnet', settings: { depth: 8, width: 16, stem: 16, dropout: 0 } },
};

const root = mkdtempSync(join(import.meta.dirname, '..', 'bench-checkpoint-'));
const store = openStore(join(root, '.kd'));

const bytesIn = folder =>
  readdirSync(folder, { recursive: true }).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

async function measure(net) {
  const job = sha256(JSON.stringify(net));
  const attempt = store.attempts.start(job);
  const output = join(store.attempts.folder(job, attempt), 'output');
  mkdirSync(output);
  const stop = new AbortController();
  const spec = { kind: 'train', data, net, strategy: { name: 'none', settings: {} }, teachers: [], train, seed: 1 };
  const { recipe, training: surroundings } = await prepareTraining(
    spec,
    { store: { has: () => false }, signal: stop.signal },
    { datasets: createDatasets({}) },
  );
  const training = new Training(recipe, surroundings);
  const options = { job, attempt, output, checkpoints: store.checkpoints, log: console.error, onResume() {} };
  const { forJob } = openJobCheckpoints(options);
  const costs = [];
  const began = performance.now();
  await training
    .run({
      signal: stop.signal,
      async atRest() {
        const now = performance.now();
        if (now - began > 1000 * seconds) stop.abort();
        else if (forJob.isDue) {
          await keep(training, { checkpoints: forJob, log: console.error });
          costs.push(performance.now() - now);
        }
      },
    })
    .catch(error => {
      if (error !== stop.signal.reason) throw error;
    });
  const spent = costs.reduce((sum, cost) => sum + cost, 0);
  training.dispose();
  return {
    megabytes: bytesIn(store.checkpoints.latest(job, console.error).folder) / 1e6,
    costs,
    share: spent / (performance.now() - began),
  };
}

await startEngine('wasm', { threads: 1 });
try {
  for (const [name, net] of Object.entries(nets)) {
    const { megabytes, costs, share } = await measure(net);
    const each = costs.map(cost => cost.toFixed(0)).join(' and ');
    console.log(`${name.padEnd(16)} ${megabytes.toFixed(2)} MB, ${each} ms, ${(100 * share).toFixed(2)} % of the time`);
    if (share > 0.03) process.exitCode = 1;
  }
} finally {
  rmSync(root, { recursive: true });
}
