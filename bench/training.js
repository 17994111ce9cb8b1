/**
 * What a training step costs: forward, cross-entropy, backward and Adam, in milliseconds, beside PyTorch on one thread
 * in the same run where Python has it (`training.py`; the command is `PYTHON`, else `python3`), and beside it the peak
 * memory of the process and, on the engine tensorflow, the share of the time inside kernels. Run by `npm run bench`, or
 * after `npm run build` by `node bench/training.js`, with names of nets for only those; `--processes 2` runs two of each
 * side by side.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { add, backend, dispose, mul, tensor, tensor1d, tidy, variableGrads } from '@tensorflow/tfjs-core';

import { findEngines } from '../dist/src/engines/index.js';
import { startEngine } from '../dist/src/learn/engines/index.js';
import { crossEntropy, softTargetLoss } from '../dist/src/learn/losses/index.js';
import { createNet } from '../dist/src/learn/nets/index.js';
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
  {
    ...row('kd', 'vgg', { depth: 8, width: 64 }, colour, 16, 0.12, 8),
    teacher: { name: 'resnet', settings: { depth: 32, width: 64, dropout: 0 } },
  },
];
const warmup = 4;
const temperature = 4;

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

function measureOurs({ configured, teacher, input, batch, steps }) {
  const stream = random(1);
  const net = createNet(configured, input, 10, stream);
  const big = teacher && createNet(teacher, input, 10, stream.for('teacher'));
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
  const takeStep = step => {
    const call = { training: true, random: stream.for('step', step) };
    const advice = big && tidy(() => big.apply(images, { training: false, random: stream }).logits);
    const loss = () => {
      const { logits } = net.apply(images, call);
      const hard = crossEntropy(logits, labels);
      return advice ? add(mul(0.1, hard), mul(0.9, softTargetLoss(logits, advice, temperature))) : hard;
    };
    const { value, grads } = tidy(() => variableGrads(loss, variables));
    optimizer.step(Object.fromEntries(moved.map(({ name, variable }) => [name, grads[variable.name]])), 0.001);
    value.dataSync();
    dispose([value, grads, ...(advice ? [advice] : [])]);
  };
  const times = measure(takeStep, steps);
  const peakMB = process.resourceUsage().maxRSS / 1024;
  return { ...times, parameters: net.parameters, peakMB, inKernels: shareInKernels(takeStep, steps) };
}

/** What of the time of some steps TensorFlow itself works, by a clock around each of its operations. */
function shareInKernels(takeStep, steps) {
  const { binding } = backend();
  if (!binding?.executeOp) return undefined;
  let within = 0;
  const timed = {}; // the binding's own properties cannot be written
  for (const name of Object.getOwnPropertyNames(binding)) timed[name] = binding[name];
  timed.executeOp = (...given) => {
    const begun = performance.now();
    const result = binding.executeOp(...given);
    within += performance.now() - begun;
    return result;
  };
  backend().binding = timed;
  const begun = performance.now();
  for (let step = 0; step < steps; step++) takeStep(step);
  const whole = performance.now() - begun;
  backend().binding = binding;
  return within / whole;
}

/** Some processes at once that each print a line of JSON; undefined where one fails. */
async function together(command, args, processes) {
  const children = Array.from({ length: processes }, () => spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  const results = await Promise.all(
    children.map(async child => {
      const [out, wrong, code] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        new Promise(resolve => child.on('error', resolve).on('close', resolve)),
      ]);
      if (code !== 0) console.error(wrong.trim().split('\n').at(-1));
      return code === 0 ? JSON.parse(out.trim().split('\n').at(-1)) : undefined;
    }),
  );
  if (results.includes(undefined)) return undefined;
  const mean = field => results.reduce((sum, result) => sum + result[field], 0) / processes;
  return { ...results[0], median: mean('median'), fastest: mean('fastest'), peakMB: mean('peakMB') };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { processes: { type: 'string', default: '1' }, measure: { type: 'string' } },
});
const engine = process.env.KD_ENGINE ?? 'wasm';
if (values.measure !== undefined) {
  const { folder } = findEngines(process.env).find(({ name, computesOn }) => name === engine && computesOn) ?? {};
  await startEngine(engine, { threads: 1, folder });
  console.log(JSON.stringify(measureOurs(rows.find(({ title }) => title === values.measure))));
  process.exit(0);
}

const processes = Number(values.processes);
console.log(
  '| net | batch | ms a step (fastest) | PyTorch (fastest) | ratio | target | MB | PyTorch | in kernels |\n|---|---|---|---|---|---|---|---|---|',
);
for (const one of rows.filter(({ title }) => positionals.length === 0 || positionals.includes(title))) {
  const { title, batch, steps } = one;
  const ours = await together(process.execPath, [import.meta.filename, '--measure', title], processes);
  const program = join(import.meta.dirname, 'training.py');
  const other = await together(
    process.env.PYTHON ?? 'python3',
    [program, title, batch, steps, warmup].map(String),
    processes,
  );
  if (!ours) throw new Error(`${title} cannot be measured on ${engine}`);
  if (other && other.parameters !== ours.parameters) throw new Error(`${title} is another net in PyTorch`);
  const times = [ours, other].map(of => (of ? `${of.median.toFixed(1)} (${of.fastest.toFixed(1)})` : ''));
  const ratio = other ? (other.median / ours.median).toFixed(2) : '';
  const memory = [ours, other].map(of => (of ? of.peakMB.toFixed(0) : ''));
  const within = ours.inKernels === undefined ? '' : `${(100 * ours.inKernels).toFixed(0)} %`;
  console.log(`| ${[title, batch, ...times, ratio, one.target ?? '', ...memory, within].join(' | ')} |`);
}
