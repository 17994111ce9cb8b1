/**
 * Randomness as a function, not a state (counter-based): every draw is computed from a key and a counter, so resume,
 * shared views and stored outputs need no generator state and the number of workers changes nothing.
 * Squares of Widynski, "Squares: A Fast Counter-Based RNG", 2020, written for 32-bit words as a keyed mix of
 * Wellons' `triple32` rounds: passes the tests in `test/lib/random.test.ts`; not for secrets.
 */
export interface Random {
  /** A stream of its own for a purpose: `random.for('augment', epoch, sample)`. Same path, same stream. */
  for(...path: readonly (string | number)[]): Random;
  /** 32 random bits for a counter. */
  bits(counter: number): number;
  /** In [0, 1), 24 bits: exact in float32. */
  uniform(counter: number): number;
  /** Normal with mean 0 and variance 1 (Box–Muller over counters 2n and 2n + 1). */
  normal(counter: number): number;
  /** The numbers 0 … length − 1 in random order. */
  permutation(length: number): Uint32Array;
}

export function random(seed: number): Random {
  return stream(mix(seed >>> 0, 0x9e3779b9), mix(Math.floor(seed / 2 ** 32) >>> 0, 0x85ebca6b));
}

function stream(high: number, low: number): Random {
  const bits = (counter: number): number =>
    triple32(triple32((counter >>> 0) ^ low) + high + Math.floor(counter / 2 ** 32));
  const uniform = (counter: number): number => (bits(counter) >>> 8) / 2 ** 24;
  return {
    bits,
    uniform,
    for(...path) {
      let [a, b] = [high, low];
      for (const step of path) {
        const word = typeof step === 'number' ? [step >>> 0, Math.floor(step / 2 ** 32) >>> 0] : hashText(step);
        a = mix(a ^ (word[0] ?? 0), typeof step === 'number' ? 0x27d4eb2f : 0x165667b1);
        b = mix(b ^ (word[1] ?? 0), a);
      }
      return stream(a, b);
    },
    normal(counter) {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform(2 * counter)));
      return radius * Math.cos(2 * Math.PI * uniform(2 * counter + 1));
    },
    permutation(length) {
      const order = Uint32Array.from({ length }, (_, index) => index);
      for (let last = length - 1; last > 0; last--) {
        const other = Math.floor((bits(last) / 2 ** 32) * (last + 1));
        const value = order[last] ?? 0;
        order[last] = order[other] ?? 0;
        order[other] = value;
      }
      return order;
    },
  };
}

/** A bijection of 32-bit words with very low bias (Wellons, hash-prospector, `triple32`). */
function triple32(word: number): number {
  let x = word >>> 0;
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
  x = Math.imul(x ^ (x >>> 15), 0x31848bab);
  return (x ^ (x >>> 14)) >>> 0;
}

const mix = (word: number, key: number): number => triple32((triple32(word) + key) >>> 0);

/** Two independent 32-bit FNV-1a hashes of a text. */
function hashText(text: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(at), 0x01000193) + 1;
  }
  return [a >>> 0, b >>> 0];
}
