import { describe, expect, it } from 'vitest';
import { type Activations, dot } from '../../../src/learn/concepts/activations.js';
import { conceptVector, type FitSettings } from '../../../src/learn/concepts/concept-vector.js';
import { random } from '../../../src/lib/random.js';

const each = 60;
const features = 40;
const first = Array.from({ length: each }, (_, at) => at);
const second = first.map(at => at + each);

/** Two clouds, the first of which is moved along one feature; features have scales of their own. */
function clouds(moved: number, seed = 1): Activations {
  const values = Float32Array.from({ length: 2 * each * features }, (_, at) => {
    const [image, feature] = [Math.floor(at / features), at % features];
    const noise = random(seed).for(image).normal(feature);
    return (1 + (feature % 3)) * (noise + (feature === 6 && image < each ? moved : 0)) + feature;
  });
  return { images: 2 * each, features, values };
}

const fits: readonly FitSettings[] = [
  { classifier: 'logistic', l2: 0.01 },
  { classifier: 'ridge', l2: 0.1 },
  { classifier: 'pattern', l2: 0 },
];

describe('a concept vector', () => {
  it.each(fits)('by $classifier is of length 1 and points to what has the concept', settings => {
    const { direction, accuracy } = conceptVector(clouds(4), first, second, settings);

    expect(dot(direction, direction)).toBeCloseTo(1, 10);
    expect(direction[6]).toBeGreaterThan(0.5);
    expect(accuracy).toBeGreaterThan(0.8);
  });

  it.each(fits)('by $classifier points the other way where the sides are exchanged', settings => {
    const there = conceptVector(clouds(4), first, second, settings).direction;
    const back = conceptVector(clouds(4), second, first, settings).direction;

    expect(dot(there, back)).toBeCloseTo(-1, 6);
  });

  it('tells random sets apart no better than chance on images it has not seen', () => {
    const accuracies = Array.from({ length: 40 }, (_, seed) =>
      conceptVector(clouds(0, seed), first, second, { classifier: 'logistic', l2: 0.01 }),
    ).map(({ accuracy }) => accuracy);

    const mean = accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });

  it('gives no part to a feature that never varies', () => {
    const { images, values } = clouds(4);
    const still = { images, features, values: values.map((value, at) => (at % features === 7 ? 3 : value)) };

    const { direction } = conceptVector(still, first, second, { classifier: 'logistic', l2: 0.01 });

    expect(direction[7]).toBe(0);
  });
});
