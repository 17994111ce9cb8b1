import { describe, expect, it } from 'vitest';

import { createAugmentation } from '../../../src/learn/augmentations/index.js';
import { random } from '../../../src/lib/random.js';

const kind = { shape: [2, 3, 2], scale: 12, isBounded: true } as const;
const image = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

function flipped(share: number, seed = 0): number[] {
  const to = new Float32Array(12);
  createAugmentation({ name: 'flip', settings: { share } }, kind)(image, to, random(seed));
  return [...to];
}

describe('flip', () => {
  it('mirrors the columns of every row and keeps the channels of a pixel together', () => {
    expect(flipped(1)).toEqual([5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8]);
  });

  it('leaves the image as it is where it does not mirror', () => {
    expect(flipped(0)).toEqual([...image]);
  });

  it('mirrors in the share asked for', () => {
    const count = Array.from({ length: 2_000 }, (_, seed) => flipped(0.3, seed)).filter(to => to[0] === 5).length;

    expect(count / 2_000).toBeGreaterThan(0.27);
    expect(count / 2_000).toBeLessThan(0.33);
  });
});
