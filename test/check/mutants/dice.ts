import { random } from '../../../src/lib/random.js';

/** Draws of one mutant, one after the other. */
export interface Dice {
  /** A whole number from 0, less than `limit`; 0 where there is none. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

export function dice(seed: number, index: number): Dice {
  const stream = random(seed).for('mutant', index);
  let thrown = 0;
  const below = (limit: number): number => Math.floor(stream.uniform(thrown++) * Math.max(limit, 1));
  return { below, pick: items => items[below(items.length)]! };
}
