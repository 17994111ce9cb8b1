/**
 * What a step of a strategy costs against one of `kd` with the same nets and batch, beside the ratio of their
 * arithmetic: multiply-adds of convolutions and products, forwards and backwards, as the kernels of one step have them.
 * Steps of both alternate, so that load falls on both alike. After `npm run build`: `node bench/strategies.js`, with
 * strategies as in a `.kd` file for only those.
 */
import { engine } from '@tensorflow/tfjs-core';

import { checkFiles } from '../dist/src/check/index.js';
import { findEngines } from '../dist/src/engines/index.js';
import { startEngine } from '../dist/src/learn/engines/index.js';
import { planPhases } from '../dist/src/learn/loop/planned-phase.js';
import { RunningPhase } from '../dist/src/learn/loop/running-phase.js';
import { classificationTask } from '../dist/src/learn/losses/index.js';
import { cloneNet, createNet } from '../dist/src/learn/nets/index.js';
import { buildRecipe } from '../dist/src/learn/strategies/index.js';
import { createStreams } from '../dist/src/learn/streams/index.js';
import { random } from '../dist/src/lib/random.js';
import { readerOf } from './reader-of.js';

const input = [28, 28, 1];
const classes = 10;
const batch = 64;
const steps = 12;
const limit = 1.3;
const standard = ['none', 'fitnets', 'at', 'sp', 'rkd', 'semckd', 'iekd', 'nst', 'vid', 'dkd', 'dist'];

/** A strategy's first phase, ready to be stepped. */
function open(strategy) {
  const text = `experiment e { dataset mnist  teacher resnet(depth: 14)  student vgg(8, width: 16)  strategy ${strategy}
    train { steps 1000  batch ${batch}  optimizer sgd(lr: 1e-6) } }`;
  const { experiments, diagnostics } = checkFiles(['/bench.kd'], readerOf(text));
  if (experiments.length === 0) throw new Error(`${strategy}: ${diagnostics[0]?.message}`);
  const [{ train, student, teachers, strategy: written }] = experiments[0].trials;
  const draws = random(1);
  const net = (configured, purpose) => createNet(configured, input, classes, draws.for(purpose));
  const heard = teachers.map(({ origin }) => ({ label: 'teacher', net: net(origin.net, 'teacher') }));
  const world = {
    student: net(student.net, 'student'),
    teachers: heard,
    task: classificationTask,
    train,
    data: { examples: 1024, labeled: 1024, classes, input },
    random: draws.for('strategy'),
    createNet: (purpose, kind = student.net) => net(kind, purpose),
    cloneNet,
  };
  const context = { train, teachers: heard, random: draws, openStream: createStreams(trainingPart(), batch, draws) };
  return new RunningPhase(planPhases(buildRecipe(written.method, world), context)[0], context);
}

function trainingPart() {
  const [draws, count] = [random(2), 1024];
  const images = Uint8Array.from({ length: count * 784 }, (_, at) => 256 * draws.uniform(at));
  const labels = Uint8Array.from({ length: count }, (_, at) => at % classes);
  return {
    set: { images, labels, shape: input, classNames: [...'0123456789'], scale: 255 },
    normalization: { mean: [0.5], deviation: [0.29] },
    indices: Uint32Array.from(labels.keys()),
    labeled: new Uint8Array(count).fill(1),
    augment: [],
  };
}

async function stepOf(phase, step) {
  const begun = performance.now();
  for await (const _ of phase.run(step));
  await phase.meter.read();
  return performance.now() - begun;
}

const sizeOf = shape => shape.reduce((product, length) => product * length, 1);

/** Multiply-adds of a kernel by its shapes; those of all others are little beside them. */
const arithmetic = {
  FusedConv2D: ([, filter], [output]) => sizeOf(output) * sizeOf(filter.slice(0, 3)),
  Conv2D: ([, filter], [output]) => sizeOf(output) * sizeOf(filter.slice(0, 3)),
  Conv2DBackpropInput: ([dy, filter]) => sizeOf(dy) * sizeOf(filter.slice(0, 3)),
  Conv2DBackpropFilter: ([, dy], [filter]) => sizeOf(dy) * sizeOf(filter.slice(0, 3)),
  BatchMatMul: product,
  _FusedMatMul: product,
};

/** [batch, m, k] · [batch, k, n], whichever of them is transposed. */
function product([a, b], [output]) {
  const [batches, all] = [sizeOf(output.slice(0, -2)), sizeOf(output)];
  return all * Math.sqrt((sizeOf(a) * sizeOf(b)) / (all * batches));
}

async function megaflops(phase) {
  const { kernels } = await engine().profile(() => stepOf(phase, 1000 - 1));
  const counts = kernels.map(
    ({ name, inputShapes, outputShapes }) => arithmetic[name]?.(inputShapes, outputShapes) ?? 0,
  );
  return counts.reduce((sum, count) => sum + count, 0) / 1e6;
}

const median = times => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

const engineName = process.env.KD_ENGINE ?? 'wasm';
const { folder } = findEngines(process.env).find(({ name, computesOn }) => name === engineName && computesOn) ?? {};
await startEngine(engineName, { threads: 1, folder });
const chosen = process.argv.slice(2);
console.log(
  '| strategy | ms a step | of kd | time, × kd | arithmetic, × kd | time / arithmetic |\n|---|---|---|---|---|---|',
);
for (const strategy of chosen.length > 0 ? chosen : standard) {
  const [own, kd] = [open(strategy), open('kd')];
  const times = { own: [], kd: [] };
  for (let step = 0; step < steps; step++) {
    const [ofOwn, ofKd] = [await stepOf(own, step), await stepOf(kd, step)];
    if (step < 2) continue; // what is made once
    times.own.push(ofOwn);
    times.kd.push(ofKd);
  }
  const [time, ofKd] = [median(times.own), median(times.kd)];
  const flops = (await megaflops(own)) / (await megaflops(kd));
  const ratio = time / ofKd / flops;
  const cells = [strategy, time.toFixed(0), ofKd.toFixed(0), (time / ofKd).toFixed(2), flops.toFixed(2)];
  console.log(`| ${cells.join(' | ')} | ${ratio.toFixed(2)}${ratio > limit ? ', above 1.3' : ''} |`);
  own.dispose();
  kd.dispose();
}
