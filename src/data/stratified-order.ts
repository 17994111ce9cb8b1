import type { Random } from '../lib/random.js';

/**
 * All examples in a random order whose every beginning holds the classes in their proportion, within about one example.
 * The members of a class are shuffled and spread evenly: the k-th of n stands at (k + ½) / n. A longer beginning
 * contains a shorter one, so a larger training set contains the smaller.
 */
export function stratifiedOrder(labels: Uint8Array, random: Random): Uint32Array {
  const members: number[][] = [];
  labels.forEach((label, example) => {
    members[label] ??= [];
    members[label].push(example);
  });
  const places = new Float64Array(labels.length);
  members.forEach((examples, label) => {
    const order = random.for(label).permutation(examples.length);
    order.forEach((member, rank) => {
      places[examples[member] ?? 0] = (rank + 0.5) / examples.length;
    });
  });
  const place = (example: number): number => places[example] ?? 0;
  // Where classes tie the sort is stable, and examples of equal place differ in class: a fixed order either way.
  return Uint32Array.from(labels.keys()).sort((a, b) => place(a) - place(b) || a - b);
}
