/**
 * What data cost: reading MNIST, splitting it, and making batches beside the training step they are for.
 * Run by `npm run bench`, or after `npm run build` by `node bench/data.js`.
 */
import { dispose, variableGrads } from '@tensorflow/tfjs-core';

import { readDataset, split } from '../dist/src/data/index.js';
import { startEngine } from '../dist/src/learn/engines/start-engine.js';
import { crossEntropy } from '../dist/src/learn/losses/index.js';
import { createNet } from '../dist/src/learn/nets/index.js';
import { createStreams } from '../dist/src/learn/streams/index.js';
import { random } from '../dist/src/lib/random.js';

const batchSize = 64;

/** Milliseconds of the fastest of some runs. */
function fastest(runs, act) {
  const times = Array.from({ length: runs }, (_, run) => {
    const begun = performance.now();
    act(run);
    return performance.now() - begun;
  });
  return Math.min(...times);
}

const read = () => readDataset({ name: 'mnist', settings: {} }, {});
const dataset = read();
const labels = { train: dataset.train.labels, test: dataset.test.labels, classNames: dataset.train.classNames };
const amounts = { train: 'all', validation: { count: 5_000 }, test: 'all', labeled: 'all' };
const parts = split(amounts, labels, 0);

function streamWith(augment) {
  const { train: set, normalization } = dataset;
  const part = { set, normalization, indices: parts.train, labeled: parts.labeled, augment };
  return createStreams(part, batchSize, random(1))({}, 'train');
}

function makeBatch(stream, index) {
  const batch = stream.batch(0, index);
  dispose([batch.view(), batch.labels]);
}

await startEngine('wasm', { threads: 1 });
const [plain, augmented] = [
  streamWith([]),
  streamWith([
    { name: 'shift', settings: { pixels: 2 } },
    { name: 'flip', settings: { share: 0.5 } },
  ]),
];
const net = createNet({ name: 'cnn', settings: { channels: [16, 32, 64], dropout: 0 } }, [28, 28, 1], 10, random(1));
const batch = plain.batch(0, 0);

function takeStep() {
  const call = { training: true, random: random(0) };
  const { value, grads } = variableGrads(() => crossEntropy(net.apply(batch.view(), call).logits, batch.labels, 0));
  dispose([value, grads]);
}

const step = fastest(5, takeStep);
const rows = {
  'read MNIST': fastest(3, read),
  'split MNIST': fastest(3, run => split(amounts, labels, run)),
  [`batch of ${batchSize}`]: fastest(20, run => makeBatch(plain, run)),
  [`batch of ${batchSize}, shifted and flipped`]: fastest(20, run => makeBatch(augmented, run)),
  'training step of cnn(16, 32, 64)': step,
};
for (const [name, ms] of Object.entries(rows))
  console.log(
    `${name.padEnd(40)} ${ms.toFixed(2).padStart(9)} ms ${((100 * ms) / step).toFixed(1).padStart(8)} % of a step`,
  );
