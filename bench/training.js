/**
 * What a training step costs: forward, cross-entropy, backward and Adam, in milliseconds, beside PyTorch on one thread
 * in the same run where Python has it (`training.py`; the command is `PYTHON`, else `python3`). Run by `npm run bench`,
 * or after `npm run build` by `node bench/training.js`, with names of nets for only those.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dispose, tensor, tensor1d, variableGrads } from '@tensorflow/tfjs-core';

import { findEngines } from '../dist/src/engines/index.js';
import { startEngine } from '../dist/src/learn/engines/index.js';
import { crossEntropy } from '../dist/src/learn/losses/index.js';
import { createNet, disposeNet } from '../dist/src/learn/nets/index.js';
import { createOptimizer } from '../dist/src/learn/optimizers/index.js';
import { random } from '../dist/src/lib/random.js';

const [grey, colour] = [
  [28, 28, 1],
  [32, 32, 3],
];
const row = (title, net, settings, input, batch, target, steps = 40) => ({
  title,
  configured: { name: net, settings: { dropout: 0, ...settings } },
  input,
  batch,
  target,
  steps,
});
const rows = [
  row('cnn', 'cnn', { channels: [16, 32, 64] }, grey, 64, 0.35),
  row('mlp', 'mlp', { hidden: [512, 512] }, grey, 128, 0.25),
  row('small mlp', 'mlp', { hidden: [32] }, grey, 128),
  row('resnet-8', 'resnet', { depth: 8, width: 16 }, colour, 64, 0.35, 20),
  row('resnet-8x4', 'resnet', { depth: 8, width: 64 }, colour, 64, 0.18, 6),
  row('vgg-8', 'vgg', { depth: 8, width: 64 }, colour, 64, 0.18, 6),
  row('mobilenet', 'mobilenet', { width: 16 }, colour, 64, undefined, 20),
  row('densenet', 'densenet', { depth: 22, width: 12 }, colour, 64, undefined, 6),
  row('vit', 'vit', { patch: 4, width: 64, depth: 4, heads: 4 }, grey, 64, 0.2, 20),
];
const warmup = 4;

/** Milliseconds of a step: the median and the fastest of many, the first few left out. */
function measure(takeStep, steps) {
  const times = [];
  for (let step = 0; step < warmup + steps; step++) {
    const begun = performance.now();
    takeStep(step);
    if (step >= warmup) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)], fastest: times[0] };
}

function measureOurs({ configured, input, batch, steps }) {
  const stream = random(1);
  const net = createNet(configured, input, 10, stream);
  const moved = net.variables.filter(({ trainable }) => trainable);
  const settings = { lr: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const optimizer = createOptimizer({ name: 'adam', settings }, moved);
  const size = batch * input.reduce((product, length) => product * length, 1);
  const pixels = Float32Array.from({ length: size }, (_, at) => stream.uniform(at));
  const images = tensor(pixels, [batch, ...input]);
  const labels = tensor1d(
    Int32Array.from({ length: batch }, (_, at) => at % 10),
    'int32',
  );
  const variables = moved.map(({ variable }) => variable);
  const times = measure(step => {
    const call = { training: true, random: stream.for('step', step) };
    const { value, grads } = variableGrads(() => crossEntropy(net.apply(images, call).logits, labels), variables);
    optimizer.step(Object.fromEntries(moved.map(({ name, variable }) => [name, grads[variable.name]])), 0.001);
    value.dataSync();
    dispose([value, grads]);
  }, steps);
  dispose([images, labels]);
  optimizer.dispose();
  disposeNet(net);
  return { ...times, parameters: net.parameters };
}

function measurePytorch({ title, batch, steps }) {
  const program = join(import.meta.dirname, 'training.py');
  const arguments_ = [program, title, batch, steps, warmup].map(String);
  const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', arguments_, { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

const chosen = process.argv.slice(2);
const engine = process.env.KD_ENGINE ?? 'wasm';
const { folder } = findEngines(process.env).find(({ name, computesOn }) => name === engine && computesOn) ?? {};
await startEngine(engine, { threads: 1, folder });
console.log('| net | batch | ms a step (fastest) | PyTorch (fastest) | ratio | target |\n|---|---|---|---|---|---|');
for (const one of rows.filter(({ title }) => chosen.length === 0 || chosen.includes(title))) {
  const [ours, other] = [measureOurs(one), measurePytorch(one)];
  if (other && other.parameters !== ours.parameters) throw new Error(`${one.title} is another net in PyTorch`);
  const times = [ours, other].map(of => (of ? `${of.median.toFixed(1)} (${of.fastest.toFixed(1)})` : ''));
  const ratio = other ? (other.median / ours.median).toFixed(2) : '';
  console.log(`| ${[one.title, one.batch, ...times, ratio, one.target ?? ''].join(' | ')} |`);
}
