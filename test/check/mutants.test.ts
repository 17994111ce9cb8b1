import { describe, expect, it } from 'vitest';

import { judgeMutants } from './mutants/judge.js';
import { mutant } from './mutants/mutant.js';
import { shrink } from './mutants/shrink.js';

describe('a damaged file', () => {
  it('is told its mistakes or none, each inside of it and fit for a terminal, and never crashes the checker', () => {
    expect(judgeMutants(20_261_124, 0, 1_500).complaints).toEqual([]);
  }, 60_000);

  it('is the same for the same seed and number, and mostly another for others', () => {
    const texts = Array.from({ length: 200 }, (_, index) => mutant(1, index).text);

    expect(texts).toEqual(Array.from({ length: 200 }, (_, index) => mutant(1, index).text));
    expect(new Set(texts).size).toBeGreaterThan(180);
  });

  it('is shown as short as it can be', () => {
    expect(shrink('experiment { a "x }\nlet b = 1', text => /\{.*\}/s.test(text))).toBe('{}');
  });
});
