import type { Random } from '../../lib/random.js';
import type { PoolSpec } from '../batch.js';
import type { TrainingPart } from './training-part.js';

/** Examples that one share of every batch is taken from, for ever: pass after pass, each in an order of its own. */
export interface Pool {
  readonly of: PoolSpec['of'];
  readonly length: number;
  /** The position drawn at a place of the endless sequence, and the pass it belongs to. Same place, same example. */
  at(place: number): { readonly position: number; readonly pass: number };
}

/**
 * @param random the pool's own stream; `random.for('order', pass)` decides the order of a pass
 */
export function openPool({ of, first = 1 }: PoolSpec, part: TrainingPart, random: Random): Pool {
  const members = membersOf(of, part);
  const length = Math.ceil(first * members.length - 1e-9);
  // A pool that grows keeps what it has: a smaller one is the beginning of a larger one.
  const taken =
    first < 1 ? pick(members, random.for('grow', of).permutation(members.length).subarray(0, length)) : members;
  let orderedPass = -1;
  let order: Uint32Array = new Uint32Array();
  return {
    of,
    length,
    at(place) {
      const pass = Math.floor(place / length);
      if (pass !== orderedPass) {
        order = random.for('order', pass).permutation(length);
        orderedPass = pass;
      }
      return { position: taken[order[place % length] ?? 0] ?? 0, pass };
    },
  };
}

function membersOf(of: PoolSpec['of'], { labeled }: TrainingPart): Uint32Array {
  const positions = Uint32Array.from(labeled.keys());
  if (of === 'all') return positions;
  return positions.filter(position => labeled[position] === (of === 'labeled' ? 1 : 0));
}

const pick = (from: Uint32Array, places: Uint32Array): Uint32Array => places.map(place => from[place] ?? 0).sort();
