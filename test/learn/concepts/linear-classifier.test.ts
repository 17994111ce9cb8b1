import { describe, expect, it } from 'vitest';
import { dot, unit } from '../../../src/learn/concepts/activations.js';
import { type LinearClassifier, logistic, pattern, ridge } from '../../../src/learn/concepts/linear-classifier.js';
import { random } from '../../../src/lib/random.js';

const draws = random(3);
const features = 6;
const labels = Float64Array.from({ length: 30 }, (_, row) => (row < 15 ? 1 : -1));
const rows = Array.from(labels, (label, row) =>
  Float64Array.from({ length: features }, (_, at) => draws.for(row).normal(at) + 0.4 * label * at),
);
const l2 = 0.05;

/** Gradient of an objective by central differences, over the direction and the bias. */
function slopes(objective: (found: LinearClassifier) => number, { direction, bias }: LinearClassifier): number[] {
  const step = 1e-5;
  const along = (at: number, by: number): LinearClassifier =>
    at < features
      ? { direction: direction.map((value, index) => (index === at ? value + by : value)), bias }
      : { direction, bias: bias + by };
  return Array.from(
    { length: features + 1 },
    (_, at) => (objective(along(at, step)) - objective(along(at, -step))) / (2 * step),
  );
}

const overRows = (of: (label: number, output: number) => number, { direction, bias }: LinearClassifier): number =>
  rows.reduce((sum, row, at) => sum + of(labels[at] ?? 0, dot(row, direction) + bias), 0) / rows.length;

describe('linear classifiers', () => {
  it('of logistic regression lie where the objective, written as a loop, is flat', () => {
    const found = logistic(rows, labels, l2);

    const objective = (one: LinearClassifier): number =>
      overRows((label, output) => Math.log(1 + Math.exp(-label * output)), one) +
      (l2 / 2) * dot(one.direction, one.direction);
    for (const slope of slopes(objective, found)) expect(Math.abs(slope)).toBeLessThan(1e-6);
  });

  it('of ridge regression lie where the objective, written as a loop, is flat', () => {
    const found = ridge(rows, labels, l2);

    const objective = (one: LinearClassifier): number =>
      overRows((label, output) => (label - output) ** 2, one) + l2 * dot(one.direction, one.direction);
    for (const slope of slopes(objective, found)) expect(Math.abs(slope)).toBeLessThan(1e-6);
  });

  it('stay finite where the sides are told apart without doubt and nothing is held back', () => {
    const apart = [new Float64Array([50, 0]), new Float64Array([-50, 0])];

    const { direction } = logistic(apart, new Float64Array([1, -1]), 1e-6);

    expect(direction[0]).toBeGreaterThan(0);
    expect(direction.every(Number.isFinite)).toBe(true);
  });

  it('of the pattern are the difference of both means, an error of about σ√(2D/n) away from the true one', () => {
    const [dimensions, each, deviation] = [50, 400, 0.5];
    const sides = Float64Array.from({ length: 2 * each }, (_, row) => (row < each ? 1 : -1));
    const cloud = Array.from(sides, (side, row) =>
      Float64Array.from(
        { length: dimensions },
        (_, at) => deviation * random(8).for(row).normal(at) + (at === 0 ? side : 0),
      ),
    );

    const { direction } = pattern(cloud, sides, 0);

    const error = Math.sqrt(direction.reduce((sum, value, at) => sum + (value - (at === 0 ? 2 : 0)) ** 2, 0));
    const expected = deviation * Math.sqrt((2 * dimensions) / each);
    expect(error / expected).toBeGreaterThan(0.7);
    expect(error / expected).toBeLessThan(1.3);
    expect(unit(direction)[0]).toBeGreaterThan(0.98);
  });
});
