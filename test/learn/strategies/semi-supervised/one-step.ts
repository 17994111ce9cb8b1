import { expect } from 'vitest';
import type { Configured } from '../../../../src/catalogue/index.js';
import { type EpochReport, train } from '../../../../src/learn/loop.js';
import { buildRecipe } from '../../../../src/learn/strategies/index.js';
import { softmax } from '../../losses/by-hand.js';
import { centralDifferences } from '../../numerics.js';
import { mlp, sgd, toyWorld, weightsOf } from '../../toys/toy-world.js';

/** The first batch of a training, as plain numbers. */
export interface Seen {
  /** Logits of the student's first weights for a view: what a net that is no part of the gradient gives. */
  constant(view: string): number[][];
  /** Logits of an `mlp(4)` with some weights. */
  logits(weights: readonly number[], view: string): number[][];
  /** Hidden layer behind some weights. */
  hidden(weights: readonly number[], view: string): number[][];
  readonly labels: readonly number[];
}

/** Weights and biases of an `mlp(4)` for images of nine pixels in three classes. */
export const ownWeights = 55;

/**
 * Trains an `mlp(4)` one step down a strategy's gradient at a rate of 1, and holds losses and step against a loss over
 * plain numbers and its finite differences. Weights of further modules follow those of the student.
 */
export async function expectStep(
  strategy: Configured,
  lossOf: (weights: readonly number[], seen: Seen) => number,
  weighted: (losses: Readonly<Record<string, number>>) => number,
): Promise<void> {
  const { world, context } = toyWorld({
    student: mlp(4),
    labeled: 12,
    train: { length: { steps: 1 }, optimizer: sgd(1, 0), labelSmoothing: 0 },
  });
  const recipe = buildRecipe(strategy, world);
  const { stream, learners } = recipe.phases[0]!;
  const weights = () => learners[0]!.modules.flatMap(weightsOf);
  const before = weights();
  const batch = context.openStream(stream!, 'train').batch(0, 0);
  const images = new Map(
    ['main', ...Object.keys(stream!.views ?? {})].map(view => [view, rowsOf([...batch.view(view).dataSync()], 9)]),
  );
  const hidden = (of: readonly number[], view: string) =>
    images.get(view)!.map(image => layer(image, of.slice(0, 36), of.slice(36, 40)).map(value => Math.max(0, value)));
  const logits = (of: readonly number[], view: string) =>
    hidden(of, view).map(row => layer(row, of.slice(40, 52), of.slice(52, 55)));
  const seen: Seen = {
    constant: view => logits(before, view),
    logits,
    hidden,
    labels: [...batch.labels.dataSync()],
  };
  const reports: EpochReport[] = [];
  await train(recipe, context, { epochFinished: report => void reports.push(report) });

  const moved = before.map((weight, at) => weight - weights()[at]!);
  expect(weighted(reports[0]!.losses)).toBeCloseTo(lossOf(before, seen), 4);
  centralDifferences(at => lossOf(at, seen), before, 1e-5).forEach((slope, at) => {
    expect(Math.abs(moved[at]! - slope) / Math.max(1, Math.abs(slope))).toBeLessThan(1e-4);
  });
}

/** Σ over examples with a label of −log softmax(logits)_label. */
export const crossEntropySum = (logits: readonly number[][], labels: readonly number[]): number =>
  labels.reduce((all, label, at) => (label < 0 ? all : all - Math.log(softmax(logits[at]!)[label]!)), 0);

/** Σ over some examples of the mean over classes of the squared distance of probabilities. */
export const squaredSum = (of: readonly number[][], from: readonly number[][], counts = of.map(() => true)): number =>
  of.reduce((all, row, at) => {
    const [p, q] = [softmax(row), softmax(from[at]!)];
    return counts[at] ? all + p.reduce((sum, value, c) => sum + (value - q[c]!) ** 2, 0) / p.length : all;
  }, 0);

export const layer = (x: readonly number[], weights: readonly number[], bias: readonly number[]): number[] =>
  bias.map((start, to) => x.reduce((total, value, from) => total + value * weights[from * bias.length + to]!, start));

const rowsOf = (flat: readonly number[], width: number): number[][] =>
  Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width));
