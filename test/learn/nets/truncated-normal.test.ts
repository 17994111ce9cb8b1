import { describe, expect, it } from 'vitest';
import { truncatedNormal } from '../../../src/learn/nets/layers/truncated-normal.js';
import { sha256 } from '../../../src/lib/hash.js';
import { random } from '../../../src/lib/random.js';

/** Standard normal distribution between 0 and z, by Simpson's rule. */
function areaTo(z: number, parts = 200): number {
  const density = (at: number) => Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI);
  const width = z / parts;
  const inner = Array.from({ length: parts - 1 }, (_, part) => density((part + 1) * width) * (part % 2 === 0 ? 4 : 2));
  return ((density(0) + density(z) + inner.reduce((sum, value) => sum + value, 0)) * width) / 3;
}

describe('a truncated normal number', () => {
  const stream = random(5);
  const draws = Array.from({ length: 20_000 }, (_, counter) => truncatedNormal(stream, counter));
  const deviation = Math.sqrt(1 - (4 * Math.exp(-2)) / Math.sqrt(2 * Math.PI) / (2 * areaTo(2)));

  it('has as much of the distribution below it as its uniform number says', () => {
    for (let counter = 0; counter < 500; counter++) {
      const share = areaTo(truncatedNormal(stream, counter) * deviation) / (2 * areaTo(2));

      expect(share).toBeCloseTo(stream.uniform(counter) + 2 ** -25 - 0.5, 7);
    }
  });

  it('has mean 0, deviation 1 and nothing beyond two deviations of the whole normal', () => {
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + draw * draw, 0) / draws.length;

    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    expect(Math.max(...draws.map(Math.abs)) * deviation).toBeLessThan(2.0001);
  });

  it('is the same to the last bit on every version of Node', () => {
    expect(sha256(new Uint8Array(Float64Array.from(draws).buffer)).slice(0, 16)).toBe('65c1ee37fbd12ee4');
  });
});
