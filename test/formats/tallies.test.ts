import { describe, expect, it } from 'vitest';
import { parseTallies, type Tallies, talliesText } from '../../src/formats/index.js';

const tallies: Tallies = {
  version: 1,
  classes: ['cat', 'dog'],
  examples: 3,
  confusion: [
    [1, 0],
    [1, 1],
  ],
  reliability: [
    { count: 0, confidence: 0, correct: 0 },
    { count: 3, confidence: 2.5, correct: 2 },
  ],
  size: { parameters: 12, bytes: 48, flops: 24 },
};

describe('tallies', () => {
  it('come back as they were written, with a matrix and without', () => {
    const { confusion: _, ...without } = tallies;

    expect(parseTallies(talliesText(tallies))).toEqual(tallies);
    expect(parseTallies(talliesText(without))).toEqual(without);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['a newer version', talliesText(tallies).replace('"version":1', '"version":2')],
    ['a matrix that is not square', talliesText(tallies).replace('[[1,0],[1,1]]', '[[1,0],[1]]')],
    ['a count that is none', talliesText(tallies).replace('"correct":2', '"correct":"2"')],
    ['a class without a name', talliesText(tallies).replace('"dog"', '7')],
    ['a net without a size', talliesText(tallies).replace('"flops":24', '"flop":24')],
  ])('are not found in %s', (_, text) => {
    expect(parseTallies(text)).toBeUndefined();
  });
});
