import { add, dispose, mul, tensor1d, tidy, variableGrads } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { type Configured, type Input, type NetEntry, nets } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { crossEntropy } from '../../../src/learn/losses/index.js';
import { createNet, disposeNet } from '../../../src/learn/nets/index.js';
import { createOptimizer } from '../../../src/learn/optimizers/index.js';
import { random } from '../../../src/lib/random.js';
import { planText } from '../../helpers/plan-text.js';
import { expectClose, noise, readValues } from '../numerics.js';
import { describeConformance } from './engines.js';

const [steps, batch, classes] = [10, 4, 3];
const rate = 0.02;
const input: Input = [8, 8, 2]; // of which patches of 4 × 4 can be made

/** Every net of the catalogue, as its example configures it. */
const examples = Object.values<Pick<NetEntry, 'example'>>(nets).map(({ example }) => configuredBy(example));

interface Trace {
  readonly losses: readonly number[];
  readonly weights: readonly number[];
}

/** The reference’s training, and how far it comes out elsewhere on images with a millionth of noise. */
interface Reference {
  readonly trace: Trace;
  readonly moved: Trace;
}

const references = new Map<Configured, Reference>();

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
  for (const configured of examples)
    references.set(configured, { trace: await train(configured), moved: await train(configured, 1e-6) });
}, 60_000);

describeConformance('ten steps', some => {
  it.each(some(examples.toReversed(), 1))('of $name come to the reference’s losses and weights', async configured => {
    const { losses, weights } = await train(configured);

    const { trace, moved } = references.get(configured)!;
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    losses.forEach((loss, step) => {
      const spread = spreadOf(trace.losses.slice(0, step + 1), moved.losses);
      expectClose([loss], [trace.losses[step]!], 1e-3 + 5 * spread);
    });
    expectClose(weights, trace.weights, 2e-3 + 5 * spreadOf(trace.weights, moved.weights));
  });
});

/** The largest difference. */
const spreadOf = (values: readonly number[], others: readonly number[]): number =>
  values.reduce((largest, value, at) => Math.max(largest, Math.abs(value - others[at]!)), 0);

/** Gradient descent on the same four images in every step; the weights end with the moving averages. */
async function train(configured: Configured, noiseOf = 0): Promise<Trace> {
  const net = createNet(configured, input, classes, random(1));
  const moved = net.variables.filter(({ trainable }) => trainable);
  const settings = { lr: rate, momentum: 0.5, nesterov: false, 'weight-decay': 0 };
  const optimizer = createOptimizer({ name: 'sgd', settings }, moved);
  const [images, labels] = [
    add(noise([batch, ...input], 3), mul(noise([batch, ...input], 4), noiseOf)),
    tensor1d([0, 1, 2, 0], 'int32'),
  ];
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const call = { training: true, random: random(step) };
    const { value, grads } = variableGrads(
      () => crossEntropy(net.apply(images, call).logits, labels),
      moved.map(({ variable }) => variable),
    );
    losses.push((await readValues(value))[0]!);
    tidy(() =>
      optimizer.step(Object.fromEntries(moved.map(({ name, variable }) => [name, grads[variable.name]!])), rate),
    );
    dispose([value, grads]);
  }
  const weights = (await Promise.all(net.variables.map(({ variable }) => readValues(variable)))).flat();
  disposeNet(net);
  dispose([images, labels]);
  return { losses, weights };
}

function configuredBy(example: string): Configured {
  const { jobs } = planText(`experiment e { dataset mnist  student { ${example} }  strategy none }`);
  const spec = jobs.map(job => job.spec).find(({ kind }) => kind === 'train');
  if (spec?.kind !== 'train') throw new Error(`no training in the plan of ${example}`);
  return spec.net;
}
