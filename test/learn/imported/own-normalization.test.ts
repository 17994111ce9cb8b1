import { expect, it } from 'vitest';
import { asPixels, ownNormalization } from '../../../src/learn/imported/own-normalization.js';

const normalization = { mean: [0.5, 0.25], deviation: [0.25, 2] };

it('what a file of kd says of its normalization is taken, whatever else it says', () => {
  expect(ownNormalization({ classes: ['a'], normalization })).toEqual(normalization);
});

it.each([
  ['nothing', undefined],
  ['a text', 'normalization'],
  ['no numbers', { normalization: { mean: ['0.5'], deviation: [1] } }],
  ['no lists', { normalization: { mean: 0.5, deviation: 1 } }],
  ['lists of two lengths', { normalization: { mean: [0.5], deviation: [1, 1] } }],
  ['empty lists', { normalization: { mean: [], deviation: [] } }],
])('a file that says %s carries none', (_, said) => {
  expect(ownNormalization(said)).toBeUndefined();
});

it('values go back to pixels by their channel', () => {
  const pixels = [0.75, 0.25, 0, 1];
  const normalized = pixels.map(
    (value, at) => (value - normalization.mean[at % 2]!) / normalization.deviation[at % 2]!,
  );

  expect(normalized.map(asPixels(normalization))).toEqual(pixels);
});
