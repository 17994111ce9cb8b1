import { dispose, type Tensor, tensor, tensor1d, variableGrads } from '@tensorflow/tfjs-core';
import { random } from '../../lib/random.js';
import type { EngineName } from '../../plan/plan.js';
import { crossEntropy } from '../losses/index.js';
import { createNet } from '../nets/index.js';
import { createOptimizer } from '../optimizers/index.js';
import { type EngineSetting, startEngine } from './start-engine.js';

/** What an engine makes of a few steps of training. */
export interface SelfTestResult {
  /** Cross-entropy of each step of each net: what any engine must come to. */
  readonly losses: readonly number[];
  /** Milliseconds of a step of a small convolutional net, the median of some. */
  readonly stepMs: number;
  /** The same of a small dense net. */
  readonly denseStepMs: number;
}

const image: [number, number, number] = [28, 28, 1];
const nets = [
  { name: 'cnn', settings: { channels: [8, 16], dropout: 0 } },
  { name: 'resnet', settings: { depth: 8, width: 4, dropout: 0 } },
  { name: 'mlp', settings: { hidden: [32], dropout: 0 } },
];

/** Trains three small nets for a few steps on noise, then measures a larger one and a dense one. */
export async function selfTest(name: EngineName, setting: EngineSetting): Promise<SelfTestResult> {
  await startEngine(name, setting);
  const losses: number[] = [];
  for (const net of nets) losses.push(...(await train(net, 8, 5)).losses);
  const convolutional = await train({ name: 'cnn', settings: { channels: [16, 32, 64], dropout: 0 } }, 64, 12);
  const dense = await train({ name: 'mlp', settings: { hidden: [128, 128], dropout: 0 } }, 32, 60);
  return { losses, stepMs: settled(convolutional.times), denseStepMs: settled(dense.times) };
}

/** The median once everything is compiled and warm. */
function settled(times: readonly number[]): number {
  const measured = times.slice(Math.floor(times.length / 4)).sort((a, b) => a - b);
  return measured[Math.floor(measured.length / 2)] ?? Number.POSITIVE_INFINITY;
}

async function train(net: (typeof nets)[number], batch: number, steps: number) {
  const stream = random(1);
  const { variables, apply } = createNet(net, image, 10, stream);
  const moved = variables.filter(({ trainable }) => trainable);
  const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const optimizer = createOptimizer({ name: 'adam', settings }, moved);
  const size = batch * image.reduce((product, length) => product * length, 1);
  const images: Tensor = tensor(
    Float32Array.from({ length: size }, (_, at) => stream.uniform(at)),
    [batch, ...image],
  );
  const classes = Int32Array.from({ length: batch }, (_, at) => at % 10);
  const labels = tensor1d(classes, 'int32');
  const [losses, times]: [number[], number[]] = [[], []];
  for (let step = 0; step < steps; step++) {
    const begun = performance.now();
    const call = { training: true, random: stream.for('step', step) };
    const { value, grads } = variableGrads(
      () => crossEntropy(apply(images, call).logits, labels),
      moved.map(({ variable }) => variable),
    );
    const gradients = moved.flatMap(({ name, variable }) => {
      const gradient = grads[variable.name];
      return gradient ? [[name, gradient] as const] : [];
    });
    optimizer.step(Object.fromEntries(gradients), 0.001);
    losses.push((await value.data())[0] ?? Number.NaN);
    dispose([value, grads]);
    times.push(performance.now() - begun);
  }
  dispose([images, labels]);
  return { losses, times };
}
