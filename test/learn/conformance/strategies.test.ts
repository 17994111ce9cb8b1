import { mul } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { type Configured, losses, needsOf, strategies, weightings } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { freeVariables } from '../../../src/learn/free-variables.js';
import { recipeVariables } from '../../../src/learn/loop/recipe-variables.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { buildRecipe } from '../../../src/learn/strategies/index.js';
import { experimentsOf } from '../../helpers/check-text.js';
import { expectClose, readValues } from '../numerics.js';
import { sgd, toyWorld } from '../toys/toy-world.js';
import { describeConformance } from './engines.js';

const cnn = (...channels: number[]): Configured => ({ name: 'cnn', settings: { channels, dropout: 0 } });

/** Every strategy of the catalogue, every loss in a sum and every weighting of teachers, as its example writes it. */
const lines = [
  ...examplesOf(strategies),
  ...examplesOf(losses).map(example => `strategy sum { ${example} }`),
  ...examplesOf(weightings).map(example => `strategy kd { ${example} }`),
];

/** What a training comes to: losses of each epoch, and all that it has changed. */
interface Trace {
  readonly losses: readonly number[];
  readonly weights: readonly number[];
}

/** The reference’s training, and how far it comes out elsewhere from weights larger by a millionth. */
const references = new Map<string, { readonly trace: Trace; readonly moved: Trace }>();

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
  for (const line of lines) references.set(line, { trace: await traceOf(line), moved: await traceOf(line, 1 + 1e-6) });
}, 600_000);

/** Teachers weighed by gradient: their gradients are read at every step, at once. */
const isReadAtOnce = (line: string): boolean => /aekd|weigh gradient/.test(line);

describeConformance('a few steps', some => {
  const tested = lines.filter(line => !isReadAtOnce(line));
  it.each(some(tested, 3))('of `%s` come to the reference’s losses and weights', expectTrace);
});

describeConformance('a few steps that are read at once', () => {
  it.each(lines.filter(isReadAtOnce))('of `%s` come to the reference’s losses and weights', expectTrace);
}, ['wasm', 'tensorflow']);

describeConformance('what is read at once', () => {
  it.each(lines.filter(isReadAtOnce))('is refused by the name of the engine: `%s`', async line => {
    await expect(traceOf(line)).rejects.toThrow('webgpu');
  });
}, ['webgpu']);

async function expectTrace(line: string): Promise<void> {
  const found = await traceOf(line);

  const { trace, moved } = references.get(line)!;
  expect(found.losses.every(Number.isFinite)).toBe(true);
  expectClose(found.losses, trace.losses, 1e-3 + 5 * spreadOf(trace.losses, moved.losses));
  expectClose(found.weights, trace.weights, 1e-3 + 5 * spreadOf(trace.weights, moved.weights));
}

/** The largest difference. */
const spreadOf = (values: readonly number[], others: readonly number[]): number =>
  values.reduce((largest, value, at) => Math.max(largest, Math.abs(value - others[at]!)), 0);

/** Four steps, four images each, at a rate that the published weights of the methods can bear. */
async function traceOf(line: string, scale = 1): Promise<Trace> {
  const method = methodOf(line);
  const { world, context } = toyWorld({
    student: cnn(3, 4),
    teachers: needsOf(method).single ? [cnn(5, 6)] : [cnn(5, 6), cnn(4, 6), cnn(6, 6)],
    labeled: needsOf(method).unlabeled ? 18 : 36,
    train: { length: { steps: 4 }, batch: 4, optimizer: sgd(1e-5), clip: 10 },
  });
  for (const { variable } of world.student.variables) variable.assign(mul(variable, scale));
  const recipe = buildRecipe(method, world);
  const reports: EpochReport[] = [];
  await train(recipe, context, { epochFinished: report => void reports.push(report) });
  const weights = await Promise.all([...recipeVariables(recipe).values()].map(readValues));
  freeVariables();
  return { losses: reports.flatMap(report => Object.values(report.losses)), weights: weights.flat() };
}

function methodOf(line: string): Configured {
  const text = `
    concept footwear { positive top(25%, brightness)  negative random }
    teacher a { net cnn(5, 6) }  teacher b { net cnn(4, 6) }  teacher c { net cnn(6, 6) }
    ensemble trio { members [a, b, c] }
    experiment e { dataset mnist { labeled 50% }  ${line.includes('weigh ') ? 'teachers trio' : 'teachers a'}  student cnn(3, 4)  ${line} }`;
  return experimentsOf(text)[0]!.trials[0]!.strategy.method;
}

function examplesOf(entries: Readonly<Record<string, { readonly example: string }>>): string[] {
  return Object.values(entries).map(({ example }) => example);
}
