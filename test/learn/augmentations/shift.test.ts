import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createAugmentation } from '../../../src/learn/augmentations/index.js';
import { random } from '../../../src/lib/random.js';

const kind = { shape: [4, 5, 2], scale: 255, isBounded: true } as const;
const shift = createAugmentation({ name: 'shift', settings: { pixels: 2 } }, kind);
const image = Float32Array.from({ length: 40 }, (_, at) => at + 1);

function shifted(seed: number): Float32Array {
  const to = new Float32Array(40).fill(99);
  shift(image, to, random(seed));
  return to;
}

/** The image moved by loops over every pixel. */
function movedByHand(down: number, right: number): Float32Array {
  const to = new Float32Array(40);
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 5; column++)
      for (let channel = 0; channel < 2; channel++) {
        const [fromRow, fromColumn] = [row - down, column - right];
        const isInside = fromRow >= 0 && fromRow < 4 && fromColumn >= 0 && fromColumn < 5;
        to[(row * 5 + column) * 2 + channel] = isInside ? image[(fromRow * 5 + fromColumn) * 2 + channel]! : 0;
      }
  return to;
}

describe('shift', () => {
  it('gives each of the 25 moves by up to two pixels, and nothing else', () => {
    const moves = [-2, -1, 0, 1, 2].flatMap(down => [-2, -1, 0, 1, 2].map(right => movedByHand(down, right).join()));

    const seen = new Set(Array.from({ length: 1_000 }, (_, seed) => shifted(seed).join()));

    expect([...seen].sort()).toEqual(moves.sort());
  });

  it('leaves nothing of an image that moves out of itself', () => {
    const far = createAugmentation({ name: 'shift', settings: { pixels: 64 } }, kind);

    fc.assert(
      fc.property(fc.nat(), seed => {
        const to = new Float32Array(40).fill(99);
        far(image, to, random(seed));

        expect(to.every(value => value === 0 || image.includes(value))).toBe(true);
      }),
    );
  });

  it('does not touch the image it starts from', () => {
    const before = Float32Array.from(image);

    shifted(3);

    expect(image).toEqual(before);
  });
});
