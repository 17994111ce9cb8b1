/**
 * What data cost: reading MNIST, splitting it, and making batches beside the training step they are for.
 * Run by `npm run bench`, or after `npm run build` by `node bench/data.js`.
 */
import { dispose, variableGrads } from '@tensorflow/tfjs-core';

import { augmentations, nets } from '../dist/src/catalogue/index.js';
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

/** Photographs of 32 × 32 pixels: what they show does not matter here. */
const photographs = {
  images: Uint8Array.from({ length: 1_000 * 32 * 32 * 3 }, (_, at) => random(7).bits(at)),
  labels: Uint8Array.from({ length: 1_000 }, (_, example) => example % 10),
  shape: [32, 32, 3],
  classNames: 'abcdefghij'.split(''),
  scale: 255,
};

function streamWith(augment) {
  const normalization = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
  const indices = Uint32Array.from(photographs.labels.keys());
  const labeled = new Uint8Array(indices.length).fill(1);
  return createStreams(
    { set: photographs, normalization, indices, labeled, augment },
    batchSize,
    random(1),
  )({}, 'train');
}

/** The settings of an entry as if nothing were written. */
function defaultsOf({ parameters }, written = {}) {
  const settings = Object.entries(parameters).map(([name, parameter]) => [name, written[name] ?? parameter.default]);
  return Object.fromEntries(settings.filter(([, value]) => value !== undefined));
}

function makeBatch(stream, index) {
  const batch = stream.batch(0, index);
  dispose([batch.view(), batch.labels]);
}

await startEngine('wasm', { threads: 1 });
const resnet = { name: 'resnet', settings: defaultsOf(nets.resnet, { depth: 8 }) };
const net = createNet(resnet, [32, 32, 3], 10, random(1));
const batch = streamWith([]).batch(0, 0);

function takeStep() {
  const call = { training: true, random: random(0) };
  const { value, grads } = variableGrads(() => crossEntropy(net.apply(batch.view(), call).logits, batch.labels, 0));
  dispose([value, grads]);
}

const step = fastest(5, takeStep);
const batches = Object.keys(augmentations).map(name => {
  const stream = streamWith([{ name, settings: defaultsOf(augmentations[name]) }]);
  return [`batch of ${batchSize}, ${name}`, fastest(20, run => makeBatch(stream, run % 10))];
});
const plain = streamWith([]);
const rows = [
  ['read MNIST', fastest(3, read)],
  ['split MNIST', fastest(3, run => split(amounts, labels, run))],
  [`batch of ${batchSize}, 32 × 32 × 3`, fastest(20, run => makeBatch(plain, run % 10))],
  ...batches,
  ['training step of resnet(depth: 8)', step],
];
for (const [name, ms] of rows)
  console.log(
    `${name.padEnd(40)} ${ms.toFixed(2).padStart(9)} ms ${((100 * ms) / step).toFixed(1).padStart(8)} % of a step`,
  );
